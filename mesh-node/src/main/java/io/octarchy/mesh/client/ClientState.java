package io.octarchy.mesh.client;

/** States of a player's session as its client knows them. */
public enum ClientState {
    /** Asked for; inputs are not taken. */
    LOGGING_IN,
    /** The avatar lives, views arrive. */
    ACTIVE,
    /** The avatar's authority is being replaced; inputs are taken, views stand still. */
    HOLDING,
    /** The whole world stands still because its coordinator is away; as HOLDING, and nothing is lost meanwhile. */
    SUSPENDED,
    /** Logout is asked for. */
    LEAVING,
    /** Over, see {@link CloseReason}. */
    CLOSED
}
