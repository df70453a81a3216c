package io.octarchy.mesh.gateway;

/** Everything that a gateway counts: what passes, what is dropped and why, what changes state. */
public enum GatewayCounter {
    /** Connections that became active. */
    CONNECTS,
    /** Connect messages refused: no room, another version, an address that is not allowed. */
    CONNECTS_REFUSED,
    /** Clients gone: their stream ended or was silent for too long. */
    CLIENTS_LOST,
    /** Sessions begun. */
    LOGINS,
    /** Logins refused, by this gateway or by a node. */
    LOGINS_REFUSED,
    /** Sessions whose avatar came to life. */
    SESSIONS_OPENED,
    /** Sessions ended, for whatever reason. */
    SESSIONS_ENDED,
    /** Sessions ended because their player logged in anew. */
    SESSIONS_REPLACED,
    /** Sessions ended because no authority came back for their avatar in time. */
    SESSIONS_EXPIRED,
    /** Closing sessions forgotten without an answer of any node. */
    CLOSES_ABANDONED,
    /** Sessions that lost sight of their authority. */
    HOLDS,
    /** Sessions that found it again. */
    RESUMES,
    /** Sessions that held when the coordinator had been silent for a lease: the world is suspended. */
    SUSPENSIONS,
    /** Routes changed to another authority by a higher epoch. */
    REROUTES,
    /** Inputs handed to an authority's channel. */
    INPUTS_FORWARDED,
    /** Inputs dropped for newer ones while the authority could not take them. */
    INPUTS_CONFLATED,
    /** Inputs that are not finite or too long a direction. */
    INPUTS_INVALID,
    /** Inputs whose sequence does not rise, or jumps beyond the window. */
    INPUTS_OUT_OF_ORDER,
    /** Inputs in a state that takes none. */
    INPUTS_UNEXPECTED,
    /** View frames handed to a client's channel. */
    VIEWS_RELAYED,
    /** View frames of a lower epoch, an older tick, or an equal epoch of another owner. */
    VIEWS_STALE,
    /** View frames lost for want of room in the client's channel; a resync follows. */
    VIEWS_LOST,
    /** View frames not relayed because one before them is missing and the reset has not come. */
    VIEWS_AWAITING_RESET,
    /** View frames in a state that takes none. */
    VIEWS_UNEXPECTED,
    /** Requests for a fresh view sent to nodes. */
    RESYNCS,
    /** SessionHome messages of a lower epoch, or of an avatar that is not the session's. */
    HOMES_STALE,
    /** Frames of incarnations that were declared dead or left. */
    FROM_DEAD,
    /** Frames of incarnations that the coordinator has not listed. */
    FROM_UNLISTED,
    /** Frames whose epoch was granted by a fence that their sender has not entered. */
    FENCE_BEHIND_EPOCH,
    /** Messages about sessions unknown here. */
    UNKNOWN_SESSION,
    /** Messages from a client about a session, or a connection, of another. */
    FOREIGN_SESSION,
    /** Frames too short for what they say they are, or of another schema. */
    MALFORMED_FRAMES,
    /** Well formed messages that have no business on the stream they came by. */
    MISPLACED_FRAMES,
    /** Answers to clients dropped for want of room; clients ask again. */
    REPLIES_DROPPED,
    /** Members not taken for want of room. */
    MEMBERS_REFUSED
}
