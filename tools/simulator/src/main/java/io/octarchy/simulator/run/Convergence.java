package io.octarchy.simulator.run;

import io.octarchy.codec.event.LifeState;
import io.octarchy.mesh.coordinator.CoordinatorCore;
import io.octarchy.simulator.cast.NodeProcess;
import io.octarchy.simulator.cast.Player;
import io.octarchy.simulator.cast.Troupe;
import io.octarchy.simulator.log.Cluster;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Long2LongHashMap;

/**
 * The liveness phase: once all faults are over, within a stated bound every node runs, every takeover is decided and
 * closed, all is protected, all have the newest map, everybody is ruled once, and every player sees the present.
 */
final class Convergence {
    /** Bound of what must have settled after the last fault. */
    static final long BOUND_NS = 20_000_000_000L;

    private static final int BEHIND_TICKS = 20;

    private final Troupe troupe;
    private final Cluster cluster;
    private final boolean playersStay;

    Convergence(final Troupe troupe, final Cluster cluster, final boolean playersStay) {
        this.troupe = troupe;
        this.cluster = cluster;
        this.playersStay = playersStay;
    }

    /** What has not settled, in words. */
    List<String> faults() {
        final List<String> faults = new ArrayList<>();
        if (!cluster.hasLeader()) {
            faults.add("the coordinator has no leader");
            return faults;
        }
        final CoordinatorCore core = cluster.core();
        if (core.takeover().isOpen()) {
            faults.add("takeover " + core.takeover().fence() + " is open");
        }
        if (core.takeover().stuck() > 0) {
            faults.add(core.takeover().stuck() + " entities have no copy");
        }
        // Not the newest tick of any node: one whose clock has jumped ahead is slewed back by 5 % at most, and
        // meanwhile
        // others are no worse than they should be.
        final long due = cluster.dueTick();
        final Long2LongHashMap rulers = new Long2LongHashMap(0);
        for (final NodeProcess node : troupe.nodes()) {
            if (node.core().life() != LifeState.ACTIVE) {
                faults.add(node.name() + " is " + node.core().life());
            }
            node.core().forEachRuled(entity -> {
                if (rulers.put(entity, node.core().incarnation()) != 0) {
                    faults.add("entity " + entity + " is ruled twice");
                }
            });
        }
        for (final NodeProcess node : troupe.nodes()) {
            if (node.core().lastTick() < due - BEHIND_TICKS) {
                faults.add(node.name() + " is at tick " + node.core().lastTick() + " of " + due);
            }
        }
        for (final Player player : troupe.players()) {
            if (playersStay && (!player.isPlaying() || player.viewTick() < due - BEHIND_TICKS)) {
                faults.add("session " + player.number() + (player.isPlaying() ? "" : ", which is not in the world,")
                        + " sees tick " + player.viewTick() + " of " + due);
            }
        }
        return faults;
    }
}
