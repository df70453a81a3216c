package io.octarchy.mesh.command;

import static io.octarchy.mesh.command.CommandBox.DUE;
import static io.octarchy.mesh.command.CommandBox.NONE;
import static io.octarchy.mesh.command.CommandBox.SENT;

import io.octarchy.mesh.authority.AuthorityTable;
import io.octarchy.mesh.directory.Directory;
import io.octarchy.replicator.slab.EntitySlab;

/**
 * The target's half: applies each command once and in its turn, answers when the standby has its effect, and remembers its
 * number until the sender says that it will not come again.
 *
 * <p>A sender that is forgotten leaves its last tick in the target's floor. What comes from somebody unknown is applied only
 * if it was sent in a later tick: so a copy of an old command that was long on its way is known as old, without a memory of
 * every sender there ever was, and without trust in clocks. A sender whose first command is taken for old sends it again,
 * in a later tick.
 */
final class CommandTarget {
    private static final long PERIOD_NS = 1_000_000L;
    private static final int BOXES_A_PERIOD = 256;
    private static final int SENDS_A_PERIOD = 128;

    private final CommandParts parts;
    private final AuthorityTable table;
    private final EntitySlab slab;
    private final CommandBoxes boxes;
    private final CommandInbox inbox;
    private final CommandBox box = new CommandBox();
    private final CommandBox settling = new CommandBox();
    private CommandSource source;
    private int cursor;
    private long nextNs;
    private long applied;
    private long appliedForeign;
    private long crowdedOut;

    CommandTarget(final long nowNs, final CommandParts parts) {
        this.parts = parts;
        nextNs = nowNs;
        table = parts.table();
        slab = parts.slab();
        boxes = parts.boxes();
        inbox = parts.inbox();
    }

    void wire(final CommandSource newSource) {
        source = newSource;
    }

    /** A tick begins: apply what has come. */
    void beginTick() {
        while (!inbox.isEmpty()) {
            final int record = table.find(inbox.to());
            if (table.isAuthority(record) && parts.host().mayApply(table.slot(record))) {
                take(record, table.slot(record));
            }
            inbox.removeFirst();
        }
    }

    private void take(final int record, final int slot) {
        boxes.open(slot, box);
        final int sender = box.find(inbox.from());
        final long known = sender == NONE ? 0 : box.applied(sender);
        if (sender != NONE && inbox.sequence() <= known) {
            if (box.answerFrame(sender) == SENT) {
                box.answerFrame(sender, DUE);
            }
        } else if (inbox.after() <= known && isFresh(sender, slot)) {
            apply(record, slot, sender);
        }
        boxes.closeIfEmpty(slot);
    }

    private boolean isFresh(final int sender, final int slot) {
        if (sender == NONE && box.senders() == parts.settings().senders()) {
            crowdedOut++;
            return false;
        }
        return sender != NONE || inbox.tick() > slab.commandFloor(slot);
    }

    private void apply(final int record, final int slot, final int sender) {
        final long frame = parts.standby().nextFrame();
        if (sender == NONE) {
            box.addSender(inbox.from(), inbox.sequence(), frame);
        } else {
            box.applied(sender, inbox.sequence());
            box.answerFrame(sender, frame);
        }
        table.markFrame(record, frame);
        applied++;
        appliedForeign += inbox.isForeign() ? 1 : 0;
        parts.host()
                .onCommand(inbox.from(), slot, inbox.sequence(), inbox.bytes(), inbox.bytesOffset(), inbox.length());
    }

    /** Commands of a sender up to this one do not come again; none was sent above this tick. */
    void onDone(final int slot, final long from, final long sequence, final long tick) {
        if (boxes.find(slot, settling)) {
            final int sender = settling.find(from);
            if (sender != NONE && settling.applied(sender) == sequence) {
                forget(slot, settling, sender, tick);
                boxes.closeIfEmpty(slot);
            }
        }
    }

    private void forget(final int slot, final CommandBox of, final int sender, final long tick) {
        of.removeSender(sender);
        slab.commandFloor(slot, Math.max(slab.commandFloor(slot), tick));
    }

    int doWork(final long nowNs) {
        if (nowNs - nextNs < 0) {
            return 0;
        }
        nextNs = nowNs + PERIOD_NS;
        int work = 0;
        for (int i = Math.min(BOXES_A_PERIOD, boxes.openCount()); i > 0 && work < SENDS_A_PERIOD; i--) {
            if (boxes.openCount() == 0) {
                break;
            }
            cursor = cursor + 1 >= boxes.openCount() ? 0 : cursor + 1;
            final int slot = boxes.openSlot(cursor);
            if (table.isAuthority(table.recordOfSlot(slot)) && boxes.find(slot, box)) {
                work += answerDue(nowNs, slot);
                boxes.closeIfEmpty(slot);
            }
        }
        return work;
    }

    private int answerDue(final long nowNs, final int slot) {
        final boolean repeat = nowNs - boxes.answersAtNs(slot) >= 0;
        boolean waits = false;
        boolean repeated = false;
        int sends = 0;
        for (int i = box.senders() - 1; i >= 0; i--) {
            final long frame = box.answerFrame(i);
            final boolean again = frame == SENT && repeat;
            waits |= frame == SENT;
            if (again || frame == DUE || frame > DUE && parts.standby().isSafe(frame)) {
                if (!answer(nowNs, slot, i)) {
                    break;
                }
                repeated |= again;
                sends++;
            }
        }
        if (repeated) {
            final int repeats = boxes.answerSends(slot) + 1;
            boxes.answersAt(slot, nowNs + parts.retryNs(repeats), repeats);
        } else if (!waits && sends > 0) {
            boxes.answersAt(slot, nowNs + parts.retryNs(0), 0);
        }
        return sends;
    }

    /** False when the channel would not take it. */
    private boolean answer(final long nowNs, final int slot, final int sender) {
        final long from = box.sender(sender);
        final long sequence = box.applied(sender);
        final int owner = parts.directory().locate(from);
        if (owner == Directory.GONE) {
            forget(slot, box, sender, parts.directory().goneTick(from));
            return true;
        }
        if (owner == Directory.UNKNOWN || boxes.answerSends(slot) >= CommandParts.REPEATS_BEFORE_ASKING) {
            parts.directory().ask(from);
        }
        final int self = parts.fencing().incarnation();
        final long to = slab.entity(slot);
        if (owner != Directory.UNKNOWN
                && owner != self
                && !parts.publisher().answer(owner, from, to, sequence, slab.epoch(slot), self, 0)) {
            return false;
        }
        box.answerFrame(sender, SENT);
        if (owner == self) {
            source.onAnswer(nowNs, table.slot(table.find(from)), from, to, sequence);
        }
        return true;
    }

    /** Commands applied out of the inbox. */
    long applied() {
        return applied;
    }

    /** Those of them that came from another node. */
    long appliedForeign() {
        return appliedForeign;
    }

    /** Commands put off because their target remembers as many senders as it may. */
    long crowdedOut() {
        return crowdedOut;
    }
}
