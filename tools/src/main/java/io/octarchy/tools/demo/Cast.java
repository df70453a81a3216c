package io.octarchy.tools.demo;

import java.util.List;

/**
 * Which of a demo's roles are processes of their own, beside nodes.
 *
 * @param coordinators members of the coordinator that are processes, 0: it is within this one.
 * @param driver has one node its media driver outside of itself?
 * @param flags of all their JVMs; {@code {number}} stands for a node's number, and for 0 with coordinators.
 * @param rejoins lives in a row that a node's process may have after its first; 0: as many as it has by itself.
 */
public record Cast(int coordinators, boolean driver, List<String> flags, int rejoins) {
    /** None. */
    public static final Cast PLAIN = new Cast(0, false, List.of(), 0);
}
