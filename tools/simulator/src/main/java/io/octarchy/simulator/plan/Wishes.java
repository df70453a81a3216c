package io.octarchy.simulator.plan;

import java.util.List;

/**
 * What the user fixed; all else comes from the seed.
 *
 * @param nodes at the start; 0: from the seed.
 * @param players 0: from the seed.
 * @param ticks of a run; 0: from the seed.
 * @param faults that may befall the mesh.
 */
public record Wishes(int nodes, int players, int ticks, List<FaultKind> faults) {
    /** Most nodes of a run. */
    public static final int MAX_NODES = 32;

    public static final int MAX_PLAYERS = 10_000;
    public static final int MIN_TICKS = 200;
    public static final int MIN_FAULT_TICKS = 700;
    public static final int MAX_TICKS = 1_000_000;

    public Wishes {
        require(nodes >= 0 && nodes <= MAX_NODES, "--nodes " + nodes + " is not in 1.." + MAX_NODES);
        require(players >= 0 && players <= MAX_PLAYERS, "--players " + players + " is not in 1.." + MAX_PLAYERS);
        require(
                ticks == 0 || ticks >= MIN_TICKS && ticks <= MAX_TICKS,
                "--ticks " + ticks + " is not in " + MIN_TICKS + ".." + MAX_TICKS
                        + ": the mesh needs some seconds to begin and to settle");
        for (final FaultKind fault : faults) {
            require(
                    nodes == 0 || nodes >= fault.minNodes(),
                    "--faults " + fault.label() + " needs at least " + fault.minNodes() + " nodes, not " + nodes
                            + ": with fewer, nobody is left who could go on");
        }
        require(
                ticks == 0 || faults.isEmpty() || ticks >= MIN_FAULT_TICKS,
                "--ticks " + ticks + " leaves no time for faults: they need " + MIN_FAULT_TICKS
                        + ", with those to begin and to settle");
        faults = List.copyOf(faults);
    }

    private static void require(final boolean condition, final String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }

    /** Nodes that all wished faults need. */
    int minNodes() {
        return faults.stream().mapToInt(FaultKind::minNodes).max().orElse(1);
    }
}
