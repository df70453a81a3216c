package io.octarchy.mesh.client;

/** Why a session is over. */
public enum CloseReason {
    /** By {@link ClientSession#logout(long)}. */
    LOGGED_OUT,
    /** The gateway ended it: the player logged in elsewhere, the avatar was removed or did not come back. */
    CLOSED_BY_GATEWAY,
    /** The gateway is gone or silent. */
    GATEWAY_LOST,
    /** The gateway speaks another version. */
    REFUSED_VERSION,
    /** The gateway has no room. */
    REFUSED_FULL,
    /** The place of entry is not in the world. */
    REFUSED_POSITION,
    /** The token was not accepted. */
    REFUSED_TOKEN,
    /** The login got no answer but "try later" for too long. */
    TIMED_OUT
}
