package io.octarchy.mesh.node;

import io.octarchy.mesh.api.Entity;
import io.octarchy.replicator.slab.EntitySlab;
import org.agrona.MutableDirectBuffer;

/** Flyweight over a row of the slab. */
final class EntityCursor implements Entity {
    private final World world;
    private final EntitySlab slab;
    private int slot;

    EntityCursor(final World world) {
        this.world = world;
        slab = world.slab();
    }

    EntityCursor at(final int newSlot) {
        slot = newSlot;
        return this;
    }

    int slot() {
        return slot;
    }

    @Override
    public long id() {
        return slab.entity(slot);
    }

    @Override
    public int type() {
        return slab.type(slot);
    }

    @Override
    public boolean isAuthority() {
        return world.table().isAuthority(world.table().recordOfSlot(slot));
    }

    @Override
    public double x() {
        return slab.x(slot);
    }

    @Override
    public double y() {
        return slab.y(slot);
    }

    @Override
    public double z() {
        return slab.z(slot);
    }

    @Override
    public void position(final double x, final double y, final double z) {
        if (!Double.isFinite(x) || !Double.isFinite(y) || !Double.isFinite(z)) {
            throw new IllegalArgumentException(
                    "position (" + x + ", " + y + ", " + z + ") of entity " + id() + " is not finite");
        }
        slab.position(slot, world.clampX(x), world.clampY(y), world.clampZ(z));
    }

    @Override
    public float vx() {
        return slab.vx(slot);
    }

    @Override
    public float vy() {
        return slab.vy(slot);
    }

    @Override
    public float vz() {
        return slab.vz(slot);
    }

    @Override
    public void velocity(final float vx, final float vy, final float vz) {
        slab.velocity(slot, vx, vy, vz);
    }

    @Override
    public float yaw() {
        return slab.yaw(slot);
    }

    @Override
    public void yaw(final float yaw) {
        slab.yaw(slot, yaw);
    }

    @Override
    public long player() {
        return slab.player(slot);
    }

    @Override
    public MutableDirectBuffer state() {
        return slab.buffer();
    }

    @Override
    public int stateOffset() {
        return slab.gameOffset(slot);
    }
}
