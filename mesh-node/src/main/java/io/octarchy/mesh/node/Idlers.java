package io.octarchy.mesh.node;

import io.octarchy.mesh.config.MeshSettings;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/**
 * Avatars without a session at a living gateway: they wait for their players for a while and are removed then. Their time
 * is the world's: it passes in ticks run at one node, and begins anew at the next.
 */
final class Idlers {
    static final int EVERY_TICKS = 20;
    private static final long NOT_IDLE = -1;

    private final IntPredicate attended;
    private final IntConsumer remove;
    private final long maxTicks;
    private final long[] sinceTick;

    /** @param remove takes an avatar out of the world. */
    Idlers(final World world, final MeshSettings settings, final IntPredicate attended, final IntConsumer remove) {
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
        } else if (maxTicks > 0 && tick - sinceTick[slot] >= maxTicks) {
            remove.accept(slot);
            return true;
        }
        return false;
    }
}
