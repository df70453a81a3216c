package io.octarchy.space.partition;

/**
 * What a partitioner aims at and may do. Loads are compared by utilisation: load over capacity.
 *
 * @param trigger             planning sheds load when the peak is above this multiple of the mean; more than
 *                            {@code solve}
 * @param solve               and then until it is no more than this; more than 1
 * @param noReturnNs          a cell does not go back to a node it left, for so long; 0 or more
 * @param maxIntervalsPerNode most curve intervals of a node, at least 2
 * @param ghostRadiusMetres   how deep behind a border entities have ghosts; more than 0
 * @param payFactor           tidying must save this much ghost load per load moved; 0 or more
 * @param maxShedShare        share of a mean node's load that may leave one node in one plan to even out load, more
 *                            than 0: the handover budget
 * @param maxDrainShare       the same for a node that leaves
 * @param maxTidyShare        the same for tidying, over all nodes together, of all load; 0 to 1; 0 turns tidying off
 */
public record PartitionSettings(
        double trigger,
        double solve,
        long noReturnNs,
        int maxIntervalsPerNode,
        double ghostRadiusMetres,
        double payFactor,
        double maxShedShare,
        double maxDrainShare,
        double maxTidyShare) {

    /** Checks every value and the relations between them. */
    public PartitionSettings {
        require(solve > 1 && solve < 10, "solve must be more than 1, less than 10", solve);
        require(trigger > solve && trigger < 10, "trigger must be more than solve, less than 10", trigger);
        require(noReturnNs >= 0, "noReturnNs must be 0 or more", noReturnNs);
        require(
                maxIntervalsPerNode >= 2 && maxIntervalsPerNode <= 1 << 16,
                "maxIntervalsPerNode must be 2 to 65536",
                maxIntervalsPerNode);
        require(
                ghostRadiusMetres > 0 && ghostRadiusMetres < 1e9,
                "ghostRadiusMetres must be more than 0, less than 10^9",
                ghostRadiusMetres);
        require(payFactor >= 0 && payFactor < 1e9, "payFactor must be 0 or more", payFactor);
        require(maxShedShare > 0 && maxShedShare < 1e9, "maxShedShare must be more than 0", maxShedShare);
        require(maxDrainShare > 0 && maxDrainShare < 1e9, "maxDrainShare must be more than 0", maxDrainShare);
        require(maxTidyShare >= 0 && maxTidyShare <= 1, "maxTidyShare must be 0 to 1", maxTidyShare);
    }

    private static void require(final boolean good, final String rule, final Object value) {
        if (!good) {
            throw new IllegalArgumentException(rule + " but is " + value);
        }
    }

    /** Values that did well on real movement, for a ghost radius. */
    public static PartitionSettings defaults(final double ghostRadiusMetres) {
        return new PartitionSettings(1.05, 1.02, 10_000_000_000L, 64, ghostRadiusMetres, 0.5, 1.0, 0.5, 0.05);
    }
}
