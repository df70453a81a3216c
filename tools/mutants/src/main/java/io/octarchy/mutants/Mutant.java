package io.octarchy.mutants;

import io.octarchy.mutants.code.Change;
import java.util.List;

/**
 * A planted bug.
 *
 * @param name as on the command line.
 * @param rule of the protocol that it breaks, or the invariant.
 * @param what it does, in words.
 * @param faults under which it is looked for, as on the command line.
 */
public record Mutant(String name, String rule, String what, String faults, List<Change> changes) {
    /** A bug that is made of these changes. */
    public static Mutant of(
            final String name, final String rule, final String what, final String faults, final Change... changes) {
        return new Mutant(name, rule, what, faults, List.of(changes));
    }
}
