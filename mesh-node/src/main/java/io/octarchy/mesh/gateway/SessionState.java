package io.octarchy.mesh.gateway;

/** States of a session. Inputs are taken in ACTIVE and HOLDING only, views in those two only. */
public enum SessionState {
    /** The node of the place of entry is asked, again and again, for an avatar. */
    OPENING,
    /** The authority of the avatar is known and shows views. */
    ACTIVE,
    /** The authority is dead or silent; the newest inputs are kept for the next one. */
    HOLDING,
    /** The authority is asked, again and again, to remove the avatar. */
    CLOSING,
    /** Forgotten; the slot is free. */
    CLOSED
}
