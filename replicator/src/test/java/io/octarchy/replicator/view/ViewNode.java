package io.octarchy.replicator.view;

import io.octarchy.replicator.MemoryChannel;
import io.octarchy.replicator.RandomWorld;
import io.octarchy.space.index.EntityIndex;

/** A node with a world that changes, and the views that it composes. */
final class ViewNode {
    static final int CAPACITY = 256;

    final RandomWorld world;
    final EntityIndex index = new EntityIndex(RandomWorld.CUBE, CAPACITY, 3);
    final MemoryChannel channel;
    final ViewComposer composer;
    /** By slot: what may not be shown. */
    final boolean[] hidden = new boolean[CAPACITY];

    double pressure;
    private final int incarnation;

    ViewNode(final RandomWorld world, final int incarnation, final ViewRings rings, final int maxFrame) {
        this.world = world;
        this.incarnation = incarnation;
        channel = new MemoryChannel(maxFrame, () -> world.chance(pressure));
        composer = new ViewComposer(
                world.slab, index, world.history, rings, 8, gateway -> channel, slot -> (int) world.slab.epoch(slot));
    }

    void spawn() {
        final int slot = world.spawn();
        index.insert(slot, world.slab.x(slot), world.slab.y(slot), world.slab.z(slot));
    }

    void remove(final int slot) {
        index.remove(slot);
        world.slab.remove(slot, true);
    }

    void round() {
        world.tick++;
        world.history.beginRound(world.tick);
        for (int slot = 0; slot < CAPACITY; slot++) {
            if (world.slab.isUsed(slot)) {
                world.step(slot);
                index.move(slot, world.slab.x(slot), world.slab.y(slot), world.slab.z(slot));
                if (!hidden[slot]) {
                    world.history.capture(slot);
                }
            }
        }
        composer.publish(0, incarnation, 1, world.tick);
    }

    void churn(final int avatar) {
        for (int slot = 0; slot < CAPACITY; slot++) {
            if (slot == avatar) {
                continue;
            }
            if (!world.slab.isUsed(slot)) {
                if (world.chance(0.01)) {
                    spawn();
                }
            } else if (world.chance(0.005)) {
                remove(slot);
            } else if (world.chance(0.005)) {
                world.slab.epoch(slot, world.slab.epoch(slot) + 1);
            }
        }
    }
}
