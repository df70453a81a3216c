package io.octarchy.mesh.command;

import io.octarchy.mesh.authority.BytePool;
import io.octarchy.mesh.authority.Luggage;
import io.octarchy.mesh.config.CommandSettings;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The boxes of the entities that a node rules, by slab slot, and when what is in them is due again. Only entities with
 * something in it have a box; its memory grows to the bound and is kept.
 */
public final class CommandBoxes implements Luggage {
    private static final int NONE = -1;

    private final CommandSettings settings;
    private final BytePool pool;
    private final int[] pieceOfSlot;
    private final int[] placeOfSlot;
    private final int[] open;
    private final long[] settledFrame;
    private final long[] sentTick;
    private final long[] commandsAtNs;
    private final long[] answersAtNs;
    private final int[] commandSends;
    private final int[] answerSends;
    private final CommandBox box = new CommandBox();
    private int openCount;

    /** @param slots of the slab. */
    public CommandBoxes(final int slots, final CommandSettings settings) {
        this.settings = settings;
        pool = new BytePool(slots, CommandBox.maxLength(settings));
        pieceOfSlot = new int[slots];
        Arrays.fill(pieceOfSlot, NONE);
        placeOfSlot = new int[slots];
        open = new int[slots];
        settledFrame = new long[slots];
        sentTick = new long[slots];
        commandsAtNs = new long[slots];
        answersAtNs = new long[slots];
        commandSends = new int[slots];
        answerSends = new int[slots];
    }

    /** Bytes that one entity may have at most, with these settings. */
    public static int maxLength(final CommandSettings settings) {
        return CommandBox.maxLength(settings);
    }

    @Override
    public int maxLength() {
        return CommandBox.maxLength(settings);
    }

    @Override
    public int length(final int slot) {
        return find(slot, box) ? box.length() : 0;
    }

    @Override
    public void encode(final int slot, final MutableDirectBuffer buffer, final int offset) {
        if (find(slot, box)) {
            buffer.putBytes(offset, box.buffer(), pool.offset(pieceOfSlot[slot]), box.length());
        }
    }

    @Override
    public boolean isWhole(final DirectBuffer buffer, final int offset, final int length) {
        return CommandBox.isWhole(buffer, offset, length, settings);
    }

    @Override
    public void decode(
            final int slot, final DirectBuffer buffer, final int offset, final int length, final long frame) {
        drop(slot);
        settledFrame[slot] = frame;
        if (length > 0 && isWhole(buffer, offset, length)) {
            open(slot, box);
            pool.buffer().putBytes(pool.offset(pieceOfSlot[slot]), buffer, offset, length);
            box.hold(frame);
        }
    }

    @Override
    public void drop(final int slot) {
        settledFrame[slot] = 0;
        sentTick[slot] = 0;
        if (isOpen(slot)) {
            close(slot);
        }
    }

    private void close(final int slot) {
        pool.release(pieceOfSlot[slot]);
        pieceOfSlot[slot] = NONE;
        final int last = open[--openCount];
        open[placeOfSlot[slot]] = last;
        placeOfSlot[last] = placeOfSlot[slot];
    }

    /** Has the entity in this slot commands that are not settled, its own or those of others? */
    public boolean isOpen(final int slot) {
        return pieceOfSlot[slot] != NONE;
    }

    /** Wrap the box of a slot, if there is one. */
    boolean find(final int slot, final CommandBox into) {
        if (isOpen(slot)) {
            into.wrap(pool.buffer(), pool.offset(pieceOfSlot[slot]));
            return true;
        }
        return false;
    }

    /** Wrap the box of a slot, made if need be. */
    void open(final int slot, final CommandBox into) {
        if (!isOpen(slot)) {
            pieceOfSlot[slot] = pool.take();
            placeOfSlot[slot] = openCount;
            open[openCount++] = slot;
            commandSends[slot] = 0;
            answerSends[slot] = 0;
            find(slot, into);
            into.clear();
        } else {
            find(slot, into);
        }
    }

    /** Give the box back when nothing is left in it. */
    void closeIfEmpty(final int slot) {
        if (find(slot, box) && box.isEmpty()) {
            close(slot);
        }
    }

    /** Slots with boxes. */
    int openCount() {
        return openCount;
    }

    int openSlot(final int index) {
        return open[index];
    }

    /** Standby frame that must be acked before anybody may be told that an answered command is no more. */
    long settledFrame(final int slot) {
        return settledFrame[slot];
    }

    void settledFrame(final int slot, final long frame) {
        settledFrame[slot] = frame;
    }

    /** Highest tick in a command that left from here, 0: none did since the entity came, others may have left before. */
    long sentTick(final int slot) {
        return sentTick[slot];
    }

    void sentTick(final int slot, final long tick) {
        sentTick[slot] = tick;
    }

    /** Commands of all entities that are not answered. */
    int commands() {
        int commands = 0;
        for (int i = 0; i < openCount; i++) {
            find(open[i], box);
            commands += box.commands();
        }
        return commands;
    }

    /** When commands that have left are to be repeated, and how often they were. */
    long commandsAtNs(final int slot) {
        return commandsAtNs[slot];
    }

    int commandSends(final int slot) {
        return commandSends[slot];
    }

    void commandsAt(final int slot, final long atNs, final int sends) {
        commandsAtNs[slot] = atNs;
        commandSends[slot] = sends;
    }

    /** The same of answers. */
    long answersAtNs(final int slot) {
        return answersAtNs[slot];
    }

    int answerSends(final int slot) {
        return answerSends[slot];
    }

    void answersAt(final int slot, final long atNs, final int sends) {
        answersAtNs[slot] = atNs;
        answerSends[slot] = sends;
    }
}
