package io.octarchy.examples.arena;

import io.octarchy.mesh.api.Entity;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** An entity in plain fields, for tests of a game. */
final class FakeEntity implements Entity {
    private static final int HEAD = 16;

    private final long id;
    private final int type;
    private final UnsafeBuffer bytes;
    private double x;
    private double y;
    private double z;
    private float vx;
    private float vy;
    private float vz;
    private float yaw;
    long player;
    boolean authority = true;

    FakeEntity(final long id, final int type, final int stateLength, final double x, final double y, final double z) {
        this.id = id;
        this.type = type;
        this.bytes = new UnsafeBuffer(new byte[HEAD + stateLength]);
        position(x, y, z);
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public int type() {
        return type;
    }

    @Override
    public boolean isAuthority() {
        return authority;
    }

    @Override
    public double x() {
        return x;
    }

    @Override
    public double y() {
        return y;
    }

    @Override
    public double z() {
        return z;
    }

    @Override
    public void position(final double newX, final double newY, final double newZ) {
        if (!Double.isFinite(newX) || !Double.isFinite(newY) || !Double.isFinite(newZ)) {
            throw new IllegalArgumentException("not finite");
        }
        x = newX;
        y = newY;
        z = newZ;
    }

    @Override
    public float vx() {
        return vx;
    }

    @Override
    public float vy() {
        return vy;
    }

    @Override
    public float vz() {
        return vz;
    }

    @Override
    public void velocity(final float newVx, final float newVy, final float newVz) {
        vx = newVx;
        vy = newVy;
        vz = newVz;
    }

    @Override
    public float yaw() {
        return yaw;
    }

    @Override
    public void yaw(final float newYaw) {
        yaw = newYaw;
    }

    @Override
    public long player() {
        return player;
    }

    @Override
    public MutableDirectBuffer state() {
        return bytes;
    }

    @Override
    public int stateOffset() {
        return HEAD;
    }
}
