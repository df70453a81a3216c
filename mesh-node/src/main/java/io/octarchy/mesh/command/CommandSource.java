package io.octarchy.mesh.command;

import static io.octarchy.mesh.command.CommandBox.DUE;
import static io.octarchy.mesh.command.CommandBox.NONE;
import static io.octarchy.mesh.command.CommandBox.RETURNED;
import static io.octarchy.mesh.command.CommandBox.SENT;

import io.octarchy.mesh.api.CommandOutcome;
import io.octarchy.mesh.authority.AuthorityTable;
import io.octarchy.mesh.directory.Directory;
import org.agrona.DirectBuffer;

/**
 * The sender's half: keeps each command until it is answered, lets none leave before the standby has it, repeats it, and
 * says when it will not be repeated any more.
 *
 * <pre>
 *   held --standby acked its frame--> due --left--> sent --answered--> gone from the outbox --standby acked that--> done told
 *                                      ^             |
 *                                      '---retry-----'--target is gone--> returned --next tick--> back in the game
 * </pre>
 */
final class CommandSource {
    private static final long PERIOD_NS = 1_000_000L;
    private static final int BOXES_A_PERIOD = 256;
    private static final int SENDS_A_PERIOD = 128;
    private static final int DONES = 256;

    private final CommandParts parts;
    private final AuthorityTable table;
    private final CommandBoxes boxes;
    private final CommandBox box = new CommandBox();
    private final CommandBox sending = new CommandBox();
    private final long[] doneFrom = new long[DONES];
    private final long[] doneTo = new long[DONES];
    private final long[] doneSequence = new long[DONES];
    private CommandTarget target;
    private boolean unlocated;
    private int dones;
    private int cursor;
    private long nextNs;
    private long sent;
    private long refused;
    private long returned;

    CommandSource(final long nowNs, final CommandParts parts) {
        this.parts = parts;
        nextNs = nowNs;
        table = parts.table();
        boxes = parts.boxes();
    }

    void wire(final CommandTarget newTarget) {
        target = newTarget;
    }

    CommandOutcome send(final int slot, final long to, final DirectBuffer bytes, final int offset, final int length) {
        final int record = table.recordOfSlot(slot);
        boxes.open(slot, sending);
        if (sending.commands() == parts.settings().outbox()) {
            refused++;
            return CommandOutcome.BACK_PRESSURED;
        }
        final long sequence = parts.slab().commandsSent(slot) + 1;
        parts.slab().commandsSent(slot, sequence);
        final long frame = parts.standby().nextFrame();
        sending.add(to, sequence, frame, bytes, offset, length);
        table.markFrame(record, frame);
        parts.host().onSent(slot, to, sequence, bytes, offset, length);
        sent++;
        return CommandOutcome.SENT;
    }

    /** Has the entity in a slot commands to a target on the way? Another one must not overtake them. */
    boolean isWaitingFor(final int slot, final long to) {
        return boxes.find(slot, sending) && sending.hasCommandTo(to);
    }

    /** All commands of a pair up to this one are applied. */
    void onAnswer(final long nowNs, final int slot, final long from, final long to, final long sequence) {
        if (boxes.find(slot, sending)) {
            boolean removed = false;
            for (int at = sending.first(); at != NONE; ) {
                if (sending.target(at) == to && sending.sequence(at) <= sequence) {
                    final boolean last = sending.next(at) == NONE;
                    sending.remove(at);
                    removed = true;
                    at = last ? NONE : at;
                } else {
                    at = sending.next(at);
                }
            }
            if (removed) {
                boxes.settledFrame(slot, parts.standby().nextFrame());
                boxes.commandsAt(slot, nowNs + parts.retryNs(0), 0);
                boxes.closeIfEmpty(slot);
            }
        }
        if (dones < DONES) {
            doneFrom[dones] = from;
            doneTo[dones] = to;
            doneSequence[dones++] = sequence;
        }
    }

    /** A tick begins: what cannot be delivered any more goes back to the game. */
    void beginTick() {
        for (int i = boxes.openCount() - 1; i >= 0; i--) {
            final int slot = boxes.openSlot(i);
            if (table.isAuthority(table.recordOfSlot(slot)) && parts.host().mayApply(slot) && boxes.find(slot, box)) {
                giveBack(slot);
            }
        }
    }

    private void giveBack(final int slot) {
        for (int at = box.first(); at != NONE; ) {
            if (box.frame(at) == RETURNED) {
                parts.host()
                        .onReturned(
                                slot, box.target(at), box.sequence(at), box.buffer(), box.bytesAt(at), box.length(at));
                final boolean last = box.next(at) == NONE;
                box.remove(at);
                final long frame = parts.standby().nextFrame();
                table.markFrame(table.recordOfSlot(slot), frame);
                boxes.settledFrame(slot, frame);
                returned++;
                at = last ? NONE : at;
            } else {
                at = box.next(at);
            }
        }
        boxes.closeIfEmpty(slot);
    }

    int doWork(final long nowNs) {
        if (nowNs - nextNs < 0) {
            return 0;
        }
        nextNs = nowNs + PERIOD_NS;
        int work = sendDones(nowNs);
        for (int i = Math.min(BOXES_A_PERIOD, boxes.openCount()); i > 0 && work < SENDS_A_PERIOD; i--) {
            cursor = cursor + 1 >= boxes.openCount() ? 0 : cursor + 1;
            final int slot = boxes.openSlot(cursor);
            if (table.isAuthority(table.recordOfSlot(slot)) && boxes.find(slot, box)) {
                work += sendDue(nowNs, slot);
            }
        }
        return work;
    }

    private int sendDue(final long nowNs, final int slot) {
        final boolean repeat = nowNs - boxes.commandsAtNs(slot) >= 0;
        boolean waits = false;
        boolean repeated = false;
        int sends = 0;
        unlocated = false;
        for (int at = box.first(); at != NONE; at = box.next(at)) {
            final long frame = box.frame(at);
            final boolean again = frame == SENT && repeat;
            waits |= frame == SENT;
            if (again || frame == DUE || frame > DUE && parts.standby().isSafe(frame)) {
                if (!transmit(slot, at)) {
                    break;
                }
                repeated |= again;
                sends++;
            }
        }
        if (repeated || !waits && sends > 0) {
            final int repeats = repeated ? boxes.commandSends(slot) + 1 : 0;
            // Where its target is, is asked now and known soon.
            boxes.commandsAt(slot, nowNs + (parts.retryNs(repeats) >> (unlocated ? 2 : 0)), repeats);
        }
        return sends;
    }

    /** False when the channel would not take it. */
    private boolean transmit(final int slot, final int at) {
        final long to = box.target(at);
        final int owner = parts.directory().locate(to);
        if (owner == Directory.GONE) {
            box.frame(at, RETURNED);
            return true;
        }
        if (owner == Directory.UNKNOWN || boxes.commandSends(slot) >= CommandParts.REPEATS_BEFORE_ASKING) {
            parts.directory().ask(to);
        }
        unlocated |= owner == Directory.UNKNOWN;
        final long from = parts.slab().entity(slot);
        final long sequence = box.sequence(at);
        final long after = box.before(to, at);
        final long tick = parts.slab().tick(slot);
        if (owner == parts.fencing().incarnation()) {
            parts.inbox().offer(from, to, sequence, after, tick, false, box.buffer(), box.bytesAt(at), box.length(at));
        } else if (owner != Directory.UNKNOWN
                && !parts.publisher()
                        .command(
                                owner,
                                from,
                                to,
                                sequence,
                                after,
                                tick,
                                parts.slab().epoch(slot),
                                parts.fencing().incarnation(),
                                0,
                                box.buffer(),
                                box.bytesAt(at),
                                box.length(at))) {
            return false;
        }
        boxes.sentTick(slot, tick);
        box.frame(at, SENT);
        return true;
    }

    /** Answered commands whose end the standby has: their targets may forget them. */
    private int sendDones(final long nowNs) {
        int work = 0;
        for (int i = dones - 1; i >= 0; i--) {
            final int record = table.find(doneFrom[i]);
            final boolean ruled = table.isAuthority(record);
            final int slot = ruled ? table.slot(record) : NONE;
            if (!ruled || isWaitingFor(slot, doneTo[i]) || isSafe(slot) && sendDone(nowNs, slot, i)) {
                dones--;
                doneFrom[i] = doneFrom[dones];
                doneTo[i] = doneTo[dones];
                doneSequence[i] = doneSequence[dones];
                work++;
            }
        }
        return work;
    }

    private boolean isSafe(final int slot) {
        return parts.standby().isSafe(boxes.settledFrame(slot));
    }

    /** False when it is to be tried again. One that is lost is asked for by the next repeat of the answer. */
    private boolean sendDone(final long nowNs, final int slot, final int index) {
        final int owner = parts.directory().locate(doneTo[index]);
        final long tick =
                boxes.sentTick(slot) > 0 ? boxes.sentTick(slot) : parts.slab().tick(slot);
        if (owner == parts.fencing().incarnation()) {
            final int targetSlot = table.slot(table.find(doneTo[index]));
            target.onDone(targetSlot, doneFrom[index], doneSequence[index], tick);
            return true;
        }
        return owner == Directory.UNKNOWN
                || owner == Directory.GONE
                || parts.publisher().done(owner, doneFrom[index], doneTo[index], doneSequence[index], tick, 0);
    }

    long sent() {
        return sent;
    }

    long refused() {
        return refused;
    }

    long returned() {
        return returned;
    }
}
