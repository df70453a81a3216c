package io.octarchy.mesh.gateway;

/** States of a client's connection. Logins, inputs and logouts are taken in ACTIVE only. */
public enum ConnectionState {
    /** Asked for; the way back to the client is not connected yet. */
    CONNECTING,
    /** Answered. */
    ACTIVE,
    /** Forgotten; the slot is free. */
    CLOSED
}
