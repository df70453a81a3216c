package io.octarchy.simulator.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What may go wrong. */
public enum FaultKind {
    /** A node's process dies at once. */
    CRASH(3),
    /** Another node joins, for one that died or beside all. */
    JOIN(2),
    /** A process stops for a while and goes on, as if nothing had been; also in the middle of a duty cycle. */
    PAUSE(2),
    /** Nothing passes between some hosts and the others, in both directions. */
    PARTITION(3),
    /** Nothing passes from one host to another; the other direction is whole. */
    ONE_WAY(3),
    /** Frames vanish. */
    LOSS(1),
    /** Frames come twice. */
    DUPLICATION(1),
    /** Frames are overtaken by later ones. */
    REORDERING(1),
    /** A stream takes nothing for a while. */
    CLOG(1),
    /** Clocks run fast and slow, and jump ahead. */
    CLOCK(1),
    /** The coordinator's leader is lost with the end of its log. */
    LEADER(1),
    /** A member of the coordinator's cluster restarts from a snapshot and the log. */
    REPLAY(1),
    /** What is just being handed over or granted is hit: answers do not come, the source or the target dies. */
    AMBUSH(3, false),
    /** A node that its standby does not hear from for a while dies then. */
    LAG(3, false),
    /** Many frames vanish, come twice and are overtaken by far, all at once. */
    STORM(1, false);

    private final int minNodes;
    private final boolean usual;

    FaultKind(final int minNodes) {
        this(minNodes, true);
    }

    FaultKind(final int minNodes, final boolean usual) {
        this.minNodes = minNodes;
        this.usual = usual;
    }

    /** Those that {@code all} stands for; the others aim, or exaggerate, and are asked for by name. */
    public static List<FaultKind> usual() {
        return Arrays.stream(values()).filter(kind -> kind.usual).toList();
    }

    /** With fewer nodes it is no fault that a mesh could bear. */
    public int minNodes() {
        return minNodes;
    }

    /** As on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Faults by their labels.
     *
     * @param list {@code none}, {@code all}, or labels with commas between.
     * @throws IllegalArgumentException for a label that is none.
     */
    public static List<FaultKind> parse(final String list) {
        if (list.equals("none")) {
            return List.of();
        }
        if (list.equals("all")) {
            return usual();
        }
        final List<FaultKind> kinds = new ArrayList<>();
        for (final String label : list.split(",", -1)) {
            kinds.add(Arrays.stream(values())
                    .filter(kind -> kind.label().equals(label.trim()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("--faults " + label.trim()
                            + " is none of: none, all, "
                            + Arrays.stream(values()).map(FaultKind::label).collect(Collectors.joining(", ")))));
        }
        return kinds.stream().distinct().sorted().toList();
    }
}
