package io.octarchy.replicator.slab;

/**
 * Layout of one entity's row: the framework's fields at fixed offsets, then the game's bytes, public ones first. Rows are
 * little endian and identical in the slab, in handover and standby frames, and on disk, so that moving an entity is one
 * copy of a row.
 */
public final class Row {
    /** Entity id, long. */
    public static final int ENTITY = 0;

    /** Epoch of the authority, long. */
    public static final int EPOCH = 8;

    /** Last tick run (by the authority), long. */
    public static final int TICK = 16;

    /** Position in metres, three doubles. */
    public static final int X = 24;

    public static final int Y = 32;
    public static final int Z = 40;

    /** Velocity in metres a second, three floats. */
    public static final int VX = 48;

    public static final int VY = 52;
    public static final int VZ = 56;

    /** Heading in radians, float. */
    public static final int YAW = 60;

    /** Session whose avatar this is, long; 0: none. */
    public static final int SESSION = 64;

    /** Incarnation of the session's gateway, int. */
    public static final int GATEWAY = 72;

    /** Sequence of the last input run, int. */
    public static final int LAST_INPUT = 76;

    /** Type of the entity, int, a game's own number. */
    public static final int TYPE = 80;

    /** Flags of the framework, int: {@link #LEAVING}. */
    public static final int FLAGS = 84;

    /** It was removed and stays, without being run by the game, until its commands are settled. */
    public static final int LEAVING = 1;

    /** Player of the avatar, long; 0: none. */
    public static final int PLAYER = 88;

    /** Sequence of the last command that it sent, long. */
    public static final int COMMANDS_SENT = 96;

    /** Ticks that it must not be handed over before, long: the cool-down. */
    public static final int REST_UNTIL = 104;

    /** Last-tick number of commands, long: one of a sender that is not known any more is old unless its number is above. */
    public static final int COMMAND_FLOOR = 112;

    /** Where the game's bytes begin. */
    public static final int GAME = 120;

    private Row() {}
}
