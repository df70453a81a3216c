package io.octarchy.mesh.api;

/** What a player wants: checked by the framework (finite, length of the direction at most 1), newer than any run before. */
public interface PlayerInput {
    int sequence();

    /** Wanted direction times throttle, each -1 to 1. */
    float moveX();

    float moveY();

    float moveZ();

    /** Radians. */
    float yaw();

    /** The game's own bits. */
    int buttons();
}
