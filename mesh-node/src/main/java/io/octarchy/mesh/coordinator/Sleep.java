package io.octarchy.mesh.coordinator;

import io.octarchy.codec.control.Role;
import io.octarchy.mesh.coordinator.fleet.DecisionKind;
import io.octarchy.mesh.coordinator.fleet.DecisionLog;
import io.octarchy.mesh.coordinator.map.Foundings;
import io.octarchy.mesh.coordinator.member.Member;
import io.octarchy.mesh.coordinator.member.Membership;
import io.octarchy.mesh.coordinator.member.TickMap;
import io.octarchy.mesh.coordinator.state.StateCodec;
import io.octarchy.mesh.coordinator.takeover.Takeover;
import io.octarchy.mesh.store.StoreProgress;

/**
 * A world without players hibernates: its ticks end with one that is named, S, and when all stores have the image after it,
 * the world is asleep. Nobody gets the right to run a tick above S meanwhile, so that all stand at S, whatever becomes of
 * their processes. When it wakes, S + 1 is due at a moment that is named to all; no tick in between is run or passes.
 *
 * <pre>
 *   awake --no session for long, all whole and with stores--> dozing --every store has S--> asleep
 *     ^                                                         |                              |
 *     '--a session, or the image was given up-------------------'                              |
 *     '--a session, a node that came, went or drains, a backup; once no takeover is open-------'
 * </pre>
 */
final class Sleep {
    /** Nodes hear of the new tick before it is due. */
    private static final long LEAD_NS = 500_000_000L;

    private static final long NOT_IDLE = Long.MIN_VALUE;

    private enum State {
        AWAKE,
        DOZING,
        ASLEEP
    }

    private final long afterNs;
    private final long awaitNs;
    private State state = State.AWAKE;
    private long idleSinceNs = NOT_IDLE;
    private long nodes;
    private long version;

    /**
     * @param afterNs without sessions until the world hibernates, 0: it never does.
     * @param awaitNs how long the stores of the dead are awaited.
     */
    Sleep(final long afterNs, final long awaitNs) {
        this.afterNs = afterNs;
        this.awaitNs = awaitNs;
    }

    /** Are the world's ticks at an end, or about to be? */
    boolean isHolding() {
        return state != State.AWAKE;
    }

    /** Is all of it safe, and nothing of it run? */
    boolean isAsleep() {
        return state == State.ASLEEP;
    }

    /** Rises when members should hear. */
    long version() {
        return version;
    }

    int doWork(
            final long logTimeNs,
            final Membership membership,
            final Takeover takeover,
            final Foundings foundings,
            final Images images,
            final Backups backups,
            final TickMap ticks,
            final DecisionLog log) {
        if (afterNs == 0 && state == State.AWAKE) {
            return 0;
        }
        final long before = version;
        final boolean isWanted = sessions(membership) > 0 || backups.isActive() || isDraining(membership);
        switch (state) {
            case AWAKE -> {
                final boolean isIdle = !isWanted && foundings.open() == 0 && !takeover.isOpen() && isStored(membership);
                idleSinceNs = !isIdle ? NOT_IDLE : idleSinceNs == NOT_IDLE ? logTimeNs : idleSinceNs;
                if (isIdle && logTimeNs - idleSinceNs >= afterNs && images.image() == 0) {
                    doze(membership, images, ticks);
                }
            }
            case DOZING -> {
                if (isWanted || takeover.isOpen() || images.image() == 0 && images.cut() != ticks.end()) {
                    wake(logTimeNs, ticks, log);
                } else if (images.cut() == ticks.end()) {
                    state = State.ASLEEP;
                    nodes = Images.nodesOf(membership);
                    version++;
                    tell(logTimeNs, log, "nobody plays: the world sleeps after tick " + ticks.end());
                }
            }
            case ASLEEP -> {
                final boolean isWhole =
                        membership.nodes() > 0 && !takeover.isOpen() && !takeover.isAwaiting(logTimeNs, awaitNs);
                if (isWhole && (isWanted || Images.nodesOf(membership) != nodes)) {
                    wake(logTimeNs, ticks, log);
                }
            }
        }
        return version == before ? 0 : 1;
    }

    /** The last tick is the highest that anybody may run already. */
    private void doze(final Membership membership, final Images images, final TickMap ticks) {
        long last = 0;
        for (int i = 0; i < membership.count(); i++) {
            last = membership.get(i).isLivingNode()
                    ? Math.max(last, membership.get(i).lastTick())
                    : last;
        }
        state = State.DOZING;
        ticks.endWith(last);
        images.name(last, ticks.timeOf(last), membership);
        version++;
    }

    private void wake(final long logTimeNs, final TickMap ticks, final DecisionLog log) {
        final long next = ticks.end() + 1;
        ticks.goOn(logTimeNs + LEAD_NS);
        if (state == State.ASLEEP) {
            tell(logTimeNs, log, "the world wakes with tick " + next);
        }
        state = State.AWAKE;
        idleSinceNs = NOT_IDLE;
        version++;
    }

    private static void tell(final long logTimeNs, final DecisionLog log, final String text) {
        log.add(logTimeNs, DecisionKind.HIBERNATION, 0, 0, 0, text);
    }

    private static int sessions(final Membership membership) {
        int sessions = 0;
        for (int i = 0; i < membership.count(); i++) {
            final Member member = membership.get(i);
            sessions += member.isLiving() && member.role() == Role.GATEWAY
                    ? member.report().sessions()
                    : 0;
        }
        return sessions;
    }

    private static boolean isDraining(final Membership membership) {
        return membership.stayingNodes() < membership.nodes();
    }

    private static boolean isStored(final Membership membership) {
        int nodes = 0;
        for (int i = 0; i < membership.count(); i++) {
            final Member member = membership.get(i);
            if (member.isLivingNode()) {
                nodes++;
                if (member.report().stored() == StoreProgress.NONE) {
                    return false;
                }
            }
        }
        return nodes > 0;
    }

    void pass(final StateCodec codec) {
        state = State.values()[codec.choice(state.ordinal(), State.values().length - 1)];
        idleSinceNs = codec.value(idleSinceNs);
        nodes = codec.value(nodes);
        version = codec.value(version);
    }
}
