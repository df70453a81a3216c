package io.octarchy.mesh.coordinator.fleet;

import io.octarchy.mesh.config.BalanceSettings;
import io.octarchy.mesh.coordinator.member.Member;
import io.octarchy.mesh.coordinator.member.Membership;
import io.octarchy.mesh.coordinator.state.StateCodec;
import java.util.Locale;

/**
 * How many nodes there should be: one more when load over capacity stays above a threshold, one less when it would stay
 * below another even then; each must last for the dwell time, and the two thresholds stand apart, so that nothing flaps.
 */
public final class Scaler {
    private static final long NOT_SINCE = Long.MIN_VALUE;
    private static final long NEW_PERCENT = 50;

    private final BalanceSettings settings;
    private final long defaultCapacity;
    private final Membership membership;
    private final Orders orders;
    private final DecisionLog log;
    private long aboveSinceNs = NOT_SINCE;
    private long belowSinceNs = NOT_SINCE;
    private long smoothed = -1;

    /** @param defaultCapacity load that a node carries which named none, in thousandths; 0: unknown, nothing scales. */
    public Scaler(
            final BalanceSettings settings,
            final long defaultCapacity,
            final Membership membership,
            final Orders orders,
            final DecisionLog log) {
        this.settings = settings;
        this.defaultCapacity = defaultCapacity;
        this.membership = membership;
        this.orders = orders;
        this.log = log;
    }

    /** Load that a member carries, in thousandths. */
    public long capacity(final Member member) {
        return member.card().capacity() > 0 ? member.card().capacity() : defaultCapacity;
    }

    /** Sum of loads of all living nodes. */
    public long load() {
        long load = 0;
        for (int i = 0; i < membership.count(); i++) {
            load += membership.get(i).isLivingNode() ? membership.get(i).cells().total() : 0;
        }
        return load;
    }

    private long capacity() {
        long capacity = orders.starting() * defaultCapacity;
        for (int i = 0; i < membership.count(); i++) {
            capacity += membership.get(i).isStayingNode() ? capacity(membership.get(i)) : 0;
        }
        return capacity;
    }

    /** Decide; call every planning period while no takeover is open. @return has anything been decided? */
    public boolean plan(final long logTimeNs) {
        final int staying = membership.stayingNodes();
        final long capacity = capacity();
        if (staying == 0 || capacity == 0) {
            return false;
        }
        final long load = smooth(load());
        final double use = (double) load / capacity;
        aboveSinceNs = since(aboveSinceNs, use > settings.spawnAbove(), logTimeNs);
        if (lasts(aboveSinceNs, logTimeNs)) {
            return spawn(logTimeNs, staying, use);
        }
        final Member idlest = idlest();
        final double useWithout = capacity > capacity(idlest) ? (double) load / (capacity - capacity(idlest)) : 1;
        final boolean calm = orders.starting() == 0 && membership.nodes() == staying;
        belowSinceNs = since(belowSinceNs, calm && staying > 1 && useWithout < settings.retireBelow(), logTimeNs);
        return lasts(belowSinceNs, logTimeNs) && retire(logTimeNs, staying, idlest, useWithout);
    }

    /** What moves is reported late by one of two nodes, so that sums dip and peak for a moment: the trigger is smoothed. */
    private long smooth(final long load) {
        smoothed = smoothed < 0 ? load : smoothed + (load - smoothed) * NEW_PERCENT / 100;
        return smoothed;
    }

    private boolean spawn(final long logTimeNs, final int staying, final double use) {
        if (staying + orders.starting() >= settings.maxNodes() || !orders.canStart(logTimeNs)) {
            return false;
        }
        final long launch = orders.start(logTimeNs);
        log.add(
                logTimeNs,
                DecisionKind.SPAWN,
                0,
                0,
                launch,
                String.format(
                        Locale.ROOT,
                        "load %.2f of capacity is above %.2f with %d nodes",
                        use,
                        settings.spawnAbove(),
                        staying));
        aboveSinceNs = NOT_SINCE;
        return true;
    }

    private boolean retire(final long logTimeNs, final int staying, final Member idlest, final double useWithout) {
        if (staying <= settings.minNodes()) {
            return false;
        }
        membership.drain(idlest);
        log.add(
                logTimeNs,
                DecisionKind.RETIRE,
                idlest.incarnation(),
                0,
                idlest.cells().total(),
                String.format(
                        Locale.ROOT,
                        "load would be %.2f of capacity with %d nodes, below %.2f",
                        useWithout,
                        staying - 1,
                        settings.retireBelow()));
        belowSinceNs = NOT_SINCE;
        return true;
    }

    /** The staying node with the least load; of equals the youngest. */
    private Member idlest() {
        Member idlest = null;
        for (int i = membership.count() - 1; i >= 0; i--) {
            final Member member = membership.get(i);
            if (member.isStayingNode()
                    && (idlest == null
                            || member.cells().total() < idlest.cells().total())) {
                idlest = member;
            }
        }
        return idlest;
    }

    private static long since(final long sinceNs, final boolean now, final long logTimeNs) {
        if (!now) {
            return NOT_SINCE;
        }
        return sinceNs == NOT_SINCE ? logTimeNs : sinceNs;
    }

    private boolean lasts(final long sinceNs, final long logTimeNs) {
        return sinceNs != NOT_SINCE && logTimeNs - sinceNs >= settings.dwellNs();
    }

    public void pass(final StateCodec codec) {
        aboveSinceNs = codec.value(aboveSinceNs);
        belowSinceNs = codec.value(belowSinceNs);
        smoothed = codec.value(smoothed);
    }
}
