package io.octarchy.replicator;

import io.octarchy.replicator.slab.EntitySlab;
import io.octarchy.replicator.state.StateHistory;
import io.octarchy.replicator.state.StateScale;
import io.octarchy.space.WorldCube;
import java.util.SplittableRandom;

/** Entities that walk, stand, leap, change and are replaced, by a seed. */
public final class RandomWorld {
    public static final WorldCube CUBE = new WorldCube(-512, -512, -512, 1024, 6);
    public static final long TICK_NS = 50_000_000L;
    public static final int GAME_LENGTH = 48;
    public static final int PUBLIC_LENGTH = 32;

    public final SplittableRandom random;
    public final EntitySlab slab;
    public final StateScale scale = StateScale.of(CUBE, TICK_NS);
    public final StateHistory history;
    public long tick = 1000;
    private long nextEntity = 1;

    public RandomWorld(final long seed, final int capacity) {
        random = new SplittableRandom(seed);
        slab = new EntitySlab(capacity, GAME_LENGTH, PUBLIC_LENGTH);
        history = new StateHistory(slab, scale);
    }

    public int spawn() {
        final int slot = slab.add(nextEntity++);
        slab.position(slot, random.nextDouble(-512, 512), random.nextDouble(-512, 512), random.nextDouble(-512, 512));
        slab.type(slot, random.nextInt(4));
        slab.epoch(slot, 1L << 32);
        slab.tick(slot, tick);
        return slot;
    }

    /** One tick of an entity. */
    public void step(final int slot) {
        slab.tick(slot, tick);
        final int what = random.nextInt(100);
        if (what < 30) {
            return;
        }
        if (what < 90) {
            final float vx = clamp(slab.vx(slot) + (float) random.nextDouble(-0.5, 0.5), 12);
            final float vy = clamp(slab.vy(slot) + (float) random.nextDouble(-0.5, 0.5), 12);
            final float vz = what < 40 ? (float) random.nextDouble(-3, 3) : slab.vz(slot);
            slab.velocity(slot, vx, vy, vz);
            move(slot, slab.x(slot) + vx * 0.05, slab.y(slot) + vy * 0.05, slab.z(slot) + vz * 0.05);
            slab.yaw(slot, slab.yaw(slot) + (float) random.nextDouble(-0.2, 0.2));
        } else if (what < 93) {
            move(slot, random.nextDouble(-600, 600), random.nextDouble(-600, 600), random.nextDouble(-600, 600));
            slab.velocity(slot, (float) random.nextDouble(-400, 400), 0, Float.NaN);
        } else if (what < 97) {
            final int at = slab.gameOffset(slot) + random.nextInt(PUBLIC_LENGTH / 8) * 8;
            slab.buffer().putLong(at, random.nextLong() >>> random.nextInt(64));
        } else if (what < 98) {
            slab.type(slot, random.nextInt());
        } else {
            slab.velocity(slot, 0, 0, 0);
        }
    }

    private void move(final int slot, final double x, final double y, final double z) {
        slab.position(slot, clamp(x), clamp(y), clamp(z));
    }

    private static float clamp(final float value, final float bound) {
        return Math.max(-bound, Math.min(bound, value));
    }

    private static double clamp(final double value) {
        return Double.isNaN(value) ? 0 : Math.max(-512, Math.min(511.99999, value));
    }

    public boolean chance(final double probability) {
        return random.nextDouble() < probability;
    }
}
