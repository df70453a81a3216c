package io.octarchy.mesh.node;

import io.octarchy.mesh.authority.AuthorityRole;
import io.octarchy.mesh.authority.AuthorityTable;
import io.octarchy.mesh.config.ViewSettings;
import io.octarchy.replicator.slab.EntitySlab;

/**
 * How far what nobody rules for sure is shown ahead of its last state: while its handover is in doubt, its authority is
 * silent or dead, or its next one has not spoken yet. It moves on with its last velocity, so that players see motion, for a
 * bounded time, and no farther than a crash may take anything back: so whoever sees it next, wherever it then is, sees no
 * jump that a crash would not have made (I6). Its tick stays that of its last state, since nobody ran another.
 */
final class Extrapolation {
    /** A living node sends something every 20 ms. */
    private static final long SILENT_NS = 120_000_000L;

    /**
     * So many ticks without news are no doubt: an ordinary handover takes them, and several in one tick show the same state
     * under one authority after another, which must agree on it.
     */
    private static final int GRACE_TICKS = 3;

    private static final double MAX_SECONDS = 1;

    private final World world;
    private final Peers peers;
    private final double secondsPerTick;
    private final double maxMetres;
    private final int[] silent;
    private int silentCount;
    private long tick;

    Extrapolation(final World world, final Peers peers, final ViewSettings view) {
        this.world = world;
        this.peers = peers;
        secondsPerTick = world.settings().tickIntervalNs() * 1e-9;
        maxMetres = view.rollbackTicks() * view.topSpeedMetresPerSecond() * secondsPerTick;
        silent = new int[peers.bound()];
    }

    /** This tick is about to be shown. */
    void begin(final long nowNs, final long newTick) {
        tick = newTick;
        silentCount = 0;
        for (int i = 0; i < peers.count(); i++) {
            if (nowNs - peers.at(i).heardNs() > SILENT_NS) {
                silent[silentCount++] = peers.at(i).incarnation();
            }
        }
    }

    /** Seconds that an entity, which is not ruled here, is shown ahead of its row; 0 when its authority speaks. */
    double aheadSeconds(final int record, final int slot) {
        final EntitySlab slab = world.slab();
        final long ticks = tick - slab.tick(slot);
        if (ticks <= GRACE_TICKS || !isInDoubt(record, slot)) {
            return 0;
        }
        final double vx = slab.vx(slot);
        final double vy = slab.vy(slot);
        final double vz = slab.vz(slot);
        final double speed = Math.sqrt(vx * vx + vy * vy + vz * vz);
        final double seconds = Math.min(ticks * secondsPerTick, MAX_SECONDS);
        return speed * seconds > maxMetres ? maxMetres / speed : seconds;
    }

    private boolean isInDoubt(final int record, final int slot) {
        final AuthorityTable table = world.table();
        if (table.role(record) == AuthorityRole.DOUBT) {
            return true;
        }
        final int owner = world.ghostOwner(slot);
        if (owner == 0) {
            return true;
        }
        for (int i = 0; i < silentCount; i++) {
            if (silent[i] == owner) {
                return true;
            }
        }
        return false;
    }
}
