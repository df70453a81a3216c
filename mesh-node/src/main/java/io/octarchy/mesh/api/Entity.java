package io.octarchy.mesh.api;

import org.agrona.MutableDirectBuffer;

/**
 * One entity in the node's memory: a flyweight over its row. The framework reuses the object: it is valid until the call
 * that handed it out is repeated, and must not be kept. Writing is allowed only where {@link #isAuthority()} is true.
 */
public interface Entity {
    long id();

    /** The game's own number for what this is. */
    int type();

    /** True: this node simulates it. False: a ghost, read only. */
    boolean isAuthority();

    /** Metres. */
    double x();

    double y();

    double z();

    /**
     * Move it.
     *
     * @throws IllegalArgumentException when a coordinate is not finite; a place outside the world is clamped and counted.
     */
    void position(double x, double y, double z);

    /** Metres a second. */
    float vx();

    float vy();

    float vz();

    void velocity(float vx, float vy, float vz);

    /** Radians. */
    float yaw();

    void yaw(float yaw);

    /** Player whose avatar this is, 0 when none. */
    long player();

    /** Buffer that holds the game's bytes of this entity, from {@link #stateOffset()}. */
    MutableDirectBuffer state();

    int stateOffset();
}
