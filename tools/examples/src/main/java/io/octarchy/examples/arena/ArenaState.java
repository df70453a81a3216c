package io.octarchy.examples.arena;

import io.octarchy.mesh.api.Entity;
import org.agrona.MutableDirectBuffer;

/** The game's bytes of one entity, a flyweight: named fields of 8 bytes, those that all may see first. */
public final class ArenaState {
    public static final int HEALTH = 0;
    public static final int GOLD = 8;
    /** How often it was hit (16 bits), gave or took (16 bits), fainted. */
    public static final int STATUS = 16;
    /** 16 bytes of ASCII, padded with zeros. */
    public static final int NAME = 24;

    public static final int PUBLIC_LENGTH = 40;

    static final int BUTTONS = 40;
    /** Ticks that a projectile still lives. */
    static final int TIMER = 48;
    /** Ticks until it may act again. */
    static final int REST = 56;
    /** Who threw a projectile; 0: it has hit already. Who asked a pile for gold. */
    static final int OWNER = 64;

    /** Player met last, wherever it is now. */
    static final int FRIEND = 72;

    static final int MOVE_X = 80;
    static final int MOVE_Y = 84;
    public static final int LENGTH = 88;

    private MutableDirectBuffer buffer;
    private int offset;

    public ArenaState wrap(final Entity entity) {
        buffer = entity.state();
        offset = entity.stateOffset();
        return this;
    }

    public long get(final int field) {
        return buffer.getLong(offset + field);
    }

    void set(final int field, final long value) {
        buffer.putLong(offset + field, value);
    }

    void add(final int field, final long change) {
        set(field, get(field) + change);
    }

    float wanted(final int field) {
        return buffer.getFloat(offset + field);
    }

    void want(final double moveX, final double moveY) {
        buffer.putFloat(offset + MOVE_X, (float) moveX);
        buffer.putFloat(offset + MOVE_Y, (float) moveY);
    }

    void name(final char kind, final long number) {
        buffer.putByte(offset + NAME, (byte) kind);
        buffer.putNaturalPaddedIntAscii(offset + NAME + 1, 9, (int) Math.floorMod(number, 1_000_000_000L));
    }
}
