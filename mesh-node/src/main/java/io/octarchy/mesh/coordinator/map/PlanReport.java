package io.octarchy.mesh.coordinator.map;

import io.octarchy.mesh.coordinator.fleet.DecisionKind;
import io.octarchy.mesh.coordinator.fleet.DecisionLog;
import io.octarchy.space.partition.MoveCause;
import io.octarchy.space.partition.PartitionInput;
import io.octarchy.space.partition.PartitionPlan;
import java.util.Locale;

/** Puts a plan into the log of decisions: one entry per giver, taker and kind, with leaves and load. Bounded. */
final class PlanReport {
    private static final int MAX_ENTRIES = 32;

    private final DecisionLog log;
    private final DecisionKind[] kinds = new DecisionKind[MAX_ENTRIES];
    private final int[] givers = new int[MAX_ENTRIES];
    private final int[] takers = new int[MAX_ENTRIES];
    private final int[] leaves = new int[MAX_ENTRIES];
    private final long[] loads = new long[MAX_ENTRIES];
    private final MoveCause[] causes = new MoveCause[MAX_ENTRIES];
    private int count;

    PlanReport(final DecisionLog log) {
        this.log = log;
    }

    void write(final long logTimeNs, final long version, final PartitionInput in, final PartitionPlan plan) {
        count = 0;
        for (int i = 0; i < plan.moves(); i++) {
            final int from = plan.moveFrom(i);
            final int giver = from == PartitionInput.NO_NODE ? 0 : in.nodeId(from);
            add(plan.moveCause(i), giver, in.nodeId(plan.moveTo(i)), in.leafLoad(plan.moveLeaf(i)));
        }
        for (int i = 0; i < count; i++) {
            log.add(
                    logTimeNs,
                    kinds[i],
                    givers[i],
                    takers[i],
                    leaves[i],
                    String.format(
                            Locale.ROOT,
                            "%s: %d leaves with load %.1f, peak over mean %.3f to %.3f, map %d",
                            causes[i],
                            leaves[i],
                            loads[i] / 1000.0,
                            plan.imbalanceBefore(),
                            plan.imbalanceAfter(),
                            version));
        }
    }

    private void add(final MoveCause cause, final int giver, final int taker, final long load) {
        final DecisionKind kind = kindOf(cause);
        int i = 0;
        while (i < count && !(kinds[i] == kind && givers[i] == giver && takers[i] == taker)) {
            i++;
        }
        if (i == MAX_ENTRIES) {
            i--;
        } else if (i == count) {
            kinds[i] = kind;
            givers[i] = giver;
            takers[i] = taker;
            causes[i] = cause;
            leaves[i] = 0;
            loads[i] = 0;
            count++;
        }
        leaves[i]++;
        loads[i] += load;
    }

    private static DecisionKind kindOf(final MoveCause cause) {
        return switch (cause) {
            case INITIAL, SPLIT -> DecisionKind.SPLIT;
            case SHED, TIDY -> DecisionKind.SHIFT;
            case MERGE, DRAIN -> DecisionKind.MERGE;
        };
    }

    void overload(final long logTimeNs, final boolean begins, final double imbalance) {
        log.add(
                logTimeNs,
                DecisionKind.RESIDUAL_OVERLOAD,
                0,
                0,
                (long) (imbalance * 1000),
                String.format(
                        Locale.ROOT,
                        "peak over mean load %.3f %s: a cell is too heavy to divide, or a bound is in the way",
                        imbalance,
                        begins ? "remains" : "no longer remains"));
    }

    void manual(
            final long logTimeNs,
            final DecisionKind kind,
            final int giver,
            final int taker,
            final long load,
            final String cause) {
        log.add(logTimeNs, kind, giver, taker, load, cause);
    }
}
