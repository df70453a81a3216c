package io.octarchy.mesh.node;

import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.replicator.slab.EntitySlab;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/**
 * Avatars without a session at a living gateway: they wait for their players for a while and are removed then. Their time is
 * the world's: it does not pass while no tick runs. Where their row names a gateway, it has then the tick since when they
 * have none, so that handovers and restarts do not begin it anew.
 */
final class Idlers {
    static final int EVERY_TICKS = 20;
    /** A gateway that is new may be known here so much later than elsewhere. */
    private static final int SURE_TICKS = 40;

    private static final long NOT_IDLE = -1;

    private final EntitySlab slab;
    private final IntPredicate attended;
    private final IntConsumer remove;
    private final long maxTicks;
    private final long[] sinceTick;

    /** @param remove takes an avatar out of the world. */
    Idlers(final World world, final MeshSettings settings, final IntPredicate attended, final IntConsumer remove) {
        slab = world.slab();
        this.attended = attended;
        this.remove = remove;
        maxTicks = settings.operation().idleAvatarNs() / settings.world().tickIntervalNs();
        sinceTick = new long[world.slab().capacity()];
    }

    /** Something is ruled here from now on. */
    void onGained(final int slot) {
        sinceTick[slot] = NOT_IDLE;
    }

    /**
     * Look at an avatar that is ruled here, after a tick.
     *
     * @return was it removed?
     */
    boolean look(final int slot, final long tick) {
        if (attended.test(slot)) {
            sinceTick[slot] = NOT_IDLE;
        } else if (sinceTick[slot] == NOT_IDLE) {
            sinceTick[slot] = tick;
        } else if (slab.session(slot) != 0) {
            if (tick - sinceTick[slot] >= SURE_TICKS) {
                slab.session(slot, 0, (int) sinceTick[slot]);
            }
        } else if (maxTicks > 0 && (int) tick - slab.gateway(slot) >= maxTicks) {
            remove.accept(slot);
            return true;
        }
        return false;
    }
}
