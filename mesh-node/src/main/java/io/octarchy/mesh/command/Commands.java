package io.octarchy.mesh.command;

import io.octarchy.codec.peer.CommandAnswerDecoder;
import io.octarchy.codec.peer.CommandDecoder;
import io.octarchy.codec.peer.CommandDoneDecoder;
import io.octarchy.mesh.api.CommandOutcome;
import io.octarchy.mesh.authority.AuthorityContext;
import io.octarchy.mesh.authority.AuthorityTable;
import io.octarchy.mesh.authority.LeaseGuard;
import io.octarchy.mesh.config.CommandSettings;
import io.octarchy.mesh.directory.Directory;
import org.agrona.DirectBuffer;

/**
 * Commands from entity to entity, at one node. A command to an entity that is ruled here is applied at once; others are kept
 * with their sender, wherever that goes, until they are answered. The commands of a pair are applied in order and each once,
 * over handovers, takeovers, loss, duplication and reordering. All of them count as moving a counted quantity: they mark
 * both sides (rule 22).
 *
 * <p>Bounded; allocates nothing once its memory has grown. Not thread safe.
 */
public final class Commands {
    private final CommandParts parts;
    private final AuthorityTable table;
    private final LeaseGuard lease;
    private final CommandSource source;
    private final CommandTarget target;
    private long forwarded;

    public Commands(
            final long nowNs,
            final AuthorityContext context,
            final Directory directory,
            final CommandBoxes boxes,
            final CommandHost host,
            final CommandSettings settings) {
        table = context.table();
        lease = context.lease();
        parts = new CommandParts(
                context.fencing(),
                lease,
                table,
                context.slab(),
                context.standby(),
                directory,
                boxes,
                new CommandInbox(settings.inbox(), settings.maxLength()),
                new CommandPublisher(context.fencing(), context.peers()),
                host,
                settings);
        source = new CommandSource(nowNs, parts);
        target = new CommandTarget(nowNs, parts);
        source.wire(target);
        target.wire(source);
    }

    /**
     * Give a command from an entity that is ruled here to any entity. To be called within a tick.
     *
     * @param slot of the sender.
     * @throws IllegalArgumentException when the command is longer than the settings allow, or the target's id is 0.
     * @throws IllegalStateException when the sender is not ruled here.
     */
    public CommandOutcome send(
            final int slot, final long to, final DirectBuffer bytes, final int offset, final int length) {
        final int record = table.recordOfSlot(slot);
        if (!table.isAuthority(record)) {
            throw new IllegalStateException("slot " + slot + " holds nothing that is ruled here");
        }
        if (to == 0 || length < 0 || length > parts.settings().maxLength()) {
            throw new IllegalArgumentException("command of " + length + " bytes to " + to
                    + ": need an entity and at most " + parts.settings().maxLength() + " bytes");
        }
        final int targetRecord = table.find(to);
        if (table.isAuthority(targetRecord)
                && parts.host().mayApply(table.slot(targetRecord))
                && !source.isWaitingFor(slot, to)) {
            final long frame = parts.standby().nextFrame();
            table.markFrame(record, frame);
            table.markFrame(targetRecord, frame);
            parts.host().onCommand(table.entity(record), table.slot(targetRecord), 0, bytes, offset, length);
            return CommandOutcome.APPLIED;
        }
        return source.send(slot, to, bytes, offset, length);
    }

    /** A tick begins: take what came since the last one. */
    public void beginTick() {
        source.beginTick();
        target.beginTick();
    }

    public void onCommand(final long nowNs, final int from, final CommandDecoder command) {
        if (!lease.isValid(nowNs)) {
            return;
        }
        parts.directory().learn(command.from(), command.epoch(), command.owner());
        final int at = command.limit() + CommandDecoder.payloadHeaderLength();
        final int length = command.payloadLength();
        if (length > parts.settings().maxLength()
                || at + length > command.buffer().capacity()) {
            throw new IndexOutOfBoundsException("command of " + length + " bytes");
        }
        if (table.isAuthority(table.find(command.to()))) {
            parts.inbox()
                    .offer(
                            command.from(),
                            command.to(),
                            command.sequence(),
                            command.after(),
                            command.tick(),
                            command.owner() != parts.fencing().incarnation(),
                            command.buffer(),
                            at,
                            length);
            return;
        }
        final int next = parts.nextHop(from, command.to(), command.hops());
        if (next > 0
                && parts.publisher()
                        .command(
                                next,
                                command.from(),
                                command.to(),
                                command.sequence(),
                                command.after(),
                                command.tick(),
                                command.epoch(),
                                command.owner(),
                                command.hops() + 1,
                                command.buffer(),
                                at,
                                length)) {
            forwarded++;
        }
    }

    public void onAnswer(final long nowNs, final int from, final CommandAnswerDecoder answer) {
        if (!lease.isValid(nowNs)) {
            return;
        }
        parts.directory().learn(answer.to(), answer.epoch(), answer.owner());
        final int record = table.find(answer.from());
        if (table.isAuthority(record)) {
            source.onAnswer(nowNs, table.slot(record), answer.from(), answer.to(), answer.sequence());
            return;
        }
        final int next = parts.nextHop(from, answer.from(), answer.hops());
        if (next > 0
                && parts.publisher()
                        .answer(
                                next,
                                answer.from(),
                                answer.to(),
                                answer.sequence(),
                                answer.epoch(),
                                answer.owner(),
                                answer.hops() + 1)) {
            forwarded++;
        }
    }

    public void onDone(final long nowNs, final int from, final CommandDoneDecoder done) {
        if (!lease.isValid(nowNs)) {
            return;
        }
        final int record = table.find(done.to());
        if (table.isAuthority(record)) {
            target.onDone(table.slot(record), done.from(), done.sequence(), done.tick());
            return;
        }
        final int next = parts.nextHop(from, done.to(), done.hops());
        if (next > 0
                && parts.publisher()
                        .done(next, done.from(), done.to(), done.sequence(), done.tick(), done.hops() + 1)) {
            forwarded++;
        }
    }

    /** Send what is due. */
    public int doWork(final long nowNs) {
        return lease.isValid(nowNs) ? source.doWork(nowNs) + target.doWork(nowNs) : 0;
    }

    /** Has the entity in this slot commands that are not settled, its own or those of others? */
    public boolean isBusy(final int slot) {
        return parts.boxes().isOpen(slot);
    }

    /** Commands sent from here to entities ruled elsewhere. */
    public long sent() {
        return source.sent();
    }

    /** Commands refused because the sender's outbox was full. */
    public long refused() {
        return source.refused();
    }

    /** Commands that came back because their target exists no more. */
    public long returned() {
        return source.returned();
    }

    /** Commands of entities of other nodes that were applied here. */
    public long appliedForeign() {
        return target.appliedForeign();
    }

    /** Messages passed on to where their entity is now. */
    public long forwarded() {
        return forwarded;
    }

    /** Commands put off: the node's inbox was full, or their target remembers as many senders as it may. */
    public long putOff() {
        return parts.inbox().overflows() + target.crowdedOut();
    }

    /** Commands that wait for the next tick. */
    public int waiting() {
        return parts.inbox().size();
    }

    public int waitingBound() {
        return parts.inbox().bound();
    }

    /** Commands sent from here that are not answered. */
    public int unanswered() {
        return parts.boxes().commands();
    }
}
