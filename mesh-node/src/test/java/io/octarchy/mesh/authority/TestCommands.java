package io.octarchy.mesh.authority;

import io.octarchy.codec.peer.CommandAnswerDecoder;
import io.octarchy.codec.peer.CommandDecoder;
import io.octarchy.codec.peer.CommandDoneDecoder;
import io.octarchy.codec.peer.LocationQueryDecoder;
import io.octarchy.codec.peer.LocationUpdateDecoder;
import io.octarchy.codec.peer.MessageHeaderDecoder;
import io.octarchy.mesh.api.CommandOutcome;
import io.octarchy.mesh.command.CommandBoxes;
import io.octarchy.mesh.command.CommandHost;
import io.octarchy.mesh.command.Commands;
import io.octarchy.mesh.config.CommandSettings;
import io.octarchy.mesh.directory.Directory;
import io.octarchy.mesh.directory.Homes;
import java.util.Random;
import java.util.TreeSet;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Commands of a {@link TestNode}: gold that goes to entities anywhere. Each entity counts what it sent to and took from its
 * next four: the counts are rolled back with it, so that a command lost, doubled or out of order shows at its target.
 */
final class TestCommands implements CommandHost {
    static final CommandSettings SETTINGS = new CommandSettings(3, 2, 8, 64, 256, 20 * Cluster.STEP_NS);
    static final int PARTNERS = 4;
    private static final long REFRESH_NS = 200 * Cluster.STEP_NS;
    private static final int SENT = 16;
    private static final int TAKEN = 32;

    final CommandBoxes boxes = new CommandBoxes(TestNode.MAX_ENTITIES, SETTINGS);
    final Homes homes = new Homes(16);
    Directory directory;
    Commands commands;
    private final TestNode node;
    private final Cluster cluster;
    private final Random random;
    private final TreeSet<Integer> counted = new TreeSet<>();
    private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[8]);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private long tick;

    TestCommands(final TestNode node, final Cluster cluster, final Random random) {
        this.node = node;
        this.cluster = cluster;
        this.random = random;
    }

    void wire(final AuthorityContext context) {
        homes.add(node.id);
        directory = new Directory(
                cluster.nowNs,
                context.fencing(),
                context.lease(),
                context.table(),
                context.standby(),
                node.copies,
                homes,
                context.peers(),
                SETTINGS.maxLocations(),
                REFRESH_NS);
        commands = new Commands(cluster.nowNs, context, directory, boxes, this, SETTINGS);
    }

    void doWork(final long nowNs) {
        if (node.known.size() != counted.size() || node.fencing.deadCount() > 0) {
            node.known.forEach(this::count);
            counted.removeIf(this::isGone);
        }
        commands.doWork(nowNs);
        directory.doWork(nowNs);
    }

    private void count(final int peer) {
        if (!node.fencing.isDead(peer) && counted.add(peer)) {
            homes.add(peer);
        }
    }

    private boolean isGone(final int peer) {
        final boolean gone = node.fencing.isDead(peer) || !node.known.contains(peer);
        if (gone) {
            homes.remove(peer);
        }
        return gone;
    }

    void onFrame(final long nowNs, final Net.Frame frame) {
        switch (frame.template()) {
            case CommandDecoder.TEMPLATE_ID ->
                commands.onCommand(nowNs, frame.from, new CommandDecoder().wrapAndApplyHeader(frame.bytes, 0, header));
            case CommandAnswerDecoder.TEMPLATE_ID -> {
                final CommandAnswerDecoder answer =
                        new CommandAnswerDecoder().wrapAndApplyHeader(frame.bytes, 0, header);
                commands.onAnswer(nowNs, frame.from, answer);
                forgetThatItMustBeSafe(answer.from());
            }
            case CommandDoneDecoder.TEMPLATE_ID ->
                commands.onDone(nowNs, frame.from, new CommandDoneDecoder().wrapAndApplyHeader(frame.bytes, 0, header));
            case LocationQueryDecoder.TEMPLATE_ID ->
                directory.onQuery(
                        nowNs,
                        frame.from,
                        new LocationQueryDecoder()
                                .wrapAndApplyHeader(frame.bytes, 0, header)
                                .entity());
            case LocationUpdateDecoder.TEMPLATE_ID ->
                directory.onUpdate(
                        nowNs, frame.from, new LocationUpdateDecoder().wrapAndApplyHeader(frame.bytes, 0, header));
            default -> throw new AssertionError("template " + frame.template());
        }
    }

    private void forgetThatItMustBeSafe(final long from) {
        final int record = node.table.find(from);
        if (cluster.mutant == Mutant.DONE_UNMARKED
                && node.table.isAuthority(record)
                && !boxes.isOpen(node.table.slot(record))) {
            boxes.drop(node.table.slot(record));
        }
    }

    void beginTick(final long worldTick) {
        tick = worldTick;
        for (int slot = 0; cluster.mutant == Mutant.NO_COMMAND_FLOOR && slot < node.slab.highWater(); slot++) {
            node.slab.commandFloor(slot, 0);
        }
        commands.beginTick();
    }

    /** An entity gives gold to one of its next four, wherever that is. */
    void send(final int record) {
        final long from = node.table.entity(record);
        final int partner = random.nextInt(PARTNERS);
        final long to = (from + partner) % cluster.population + 1;
        final int slot = node.table.slot(record);
        final int amount = random.nextInt(9);
        final int number = count(slot, SENT, partner) + 1;
        bytes.putInt(0, number);
        bytes.putInt(4, amount);
        if (commands.send(slot, to, bytes, 0, 8) == CommandOutcome.BACK_PRESSURED) {
            cluster.commandsRefused++;
            return;
        }
        cluster.commandsSent++;
        count(slot, SENT, partner, number);
        node.game.gold(slot, node.game.gold(slot) - amount);
        plant(slot, Mutant.COMMAND_UNMARKED);
    }

    /** The entity in a slot has just sent or applied a command. */
    private void plant(final int slot, final Mutant unmarked) {
        if (cluster.mutant == unmarked) {
            boxes.decode(slot, copy(slot), 0, boxes.length(slot), 0);
        }
        if (cluster.mutant == Mutant.COMMANDS_LEAVE_NO_MARK) {
            node.table.markFrame(node.table.recordOfSlot(slot), 0);
        }
    }

    private UnsafeBuffer copy(final int slot) {
        final UnsafeBuffer copy = new UnsafeBuffer(new byte[boxes.maxLength()]);
        boxes.encode(slot, copy, 0);
        return copy;
    }

    @Override
    public boolean mayApply(final int slot) {
        return node.slab.tick(slot) < tick;
    }

    @Override
    public void onSent(
            final int slot,
            final long to,
            final long sequence,
            final DirectBuffer command,
            final int offset,
            final int length) {}

    @Override
    public void onCommand(
            final long from,
            final int slot,
            final long sequence,
            final DirectBuffer command,
            final int offset,
            final int length) {
        final int partner = (int) Math.floorMod(node.slab.entity(slot) - from - 1, (long) cluster.population);
        final int number = command.getInt(offset);
        final int taken = count(slot, TAKEN, partner);
        if (number != taken + 1 && cluster.isAlive(node) && !cluster.everDoubleLoss()) {
            throw new AssertionError("I5: entity " + node.slab.entity(slot) + " at " + node.id + " took command "
                    + number + " of " + from + " after " + taken + "\n" + cluster);
        }
        count(slot, TAKEN, partner, number);
        node.game.gold(slot, node.game.gold(slot) + command.getInt(offset + 4));
        plant(slot, Mutant.ANSWER_UNMARKED);
    }

    @Override
    public void onReturned(
            final int slot,
            final long to,
            final long sequence,
            final DirectBuffer command,
            final int offset,
            final int length) {
        node.game.gold(slot, node.game.gold(slot) + command.getInt(offset + 4));
        cluster.commandsReturned++;
        if (cluster.entities.contains(to) && cluster.isAlive(node) && !cluster.everDoubleLoss()) {
            throw new AssertionError("I5: a command came back though " + to + " is there\n" + cluster);
        }
    }

    private int count(final int slot, final int field, final int partner) {
        return node.slab.buffer().getInt(node.slab.gameOffset(slot) + field + 4 * partner);
    }

    private void count(final int slot, final int field, final int partner, final int count) {
        node.slab.buffer().putInt(node.slab.gameOffset(slot) + field + 4 * partner, count);
    }

    /** Commands of other nodes' entities that were applied, anywhere. */
    static long applied(final Cluster cluster) {
        return cluster.nodes.values().stream()
                .mapToLong(node -> node.commands.commands.appliedForeign())
                .sum();
    }

    /** Messages that went on to where their entity was then. */
    static long forwarded(final Cluster cluster) {
        return cluster.nodes.values().stream()
                .mapToLong(node -> node.commands.commands.forwarded())
                .sum();
    }

    /** Is every command settled? After two losses in one interval there may be some that nobody can tell of. */
    boolean isAtRest() {
        for (int slot = 0; slot < node.slab.highWater(); slot++) {
            if (boxes.isOpen(slot) && !cluster.everDoubleLoss()) {
                return false;
            }
        }
        return true;
    }

    /** Whose commands are not settled, and what keeps them. */
    static String unsettled(final Cluster cluster) {
        final StringBuilder text = new StringBuilder();
        for (final TestNode node : cluster.nodes.values()) {
            for (int slot = 0; slot < node.slab.highWater(); slot++) {
                if (node.commands.boxes.isOpen(slot) && cluster.isAlive(node)) {
                    text.append(node.id)
                            .append(": ")
                            .append(node.slab.entity(slot))
                            .append(" holds ");
                    text.append(node.commands.copy(slot).getInt(0)).append(' ');
                    for (int at = 4; at + 8 <= node.commands.boxes.length(slot); at += 4) {
                        text.append(Long.toHexString(node.commands.copy(slot).getInt(at) & 0xFFFFFFFFL))
                                .append(' ');
                    }
                    text.append('\n');
                }
            }
        }
        return text.append("removed ").append(cluster.removed).append('\n').toString();
    }

    /** Every command that was sent was applied, of all pairs that are there. */
    static void checkAtRest(final Cluster cluster) {
        for (final long from : cluster.entities) {
            for (int partner = 0; partner < PARTNERS; partner++) {
                final long to = (from + partner) % cluster.population + 1;
                final int sent = count(cluster, from, SENT, partner);
                final int taken = count(cluster, to, TAKEN, partner);
                if (cluster.entities.contains(to) && sent != taken) {
                    throw new AssertionError("I5: " + from + " sent " + sent + " commands to " + to + ", which took "
                            + taken + "\n" + cluster);
                }
            }
        }
    }

    private static int count(final Cluster cluster, final long entity, final int field, final int partner) {
        final TestNode ruler = cluster.ruler(entity);
        return ruler == null ? 0 : ruler.commands.count(ruler.table.slot(ruler.table.find(entity)), field, partner);
    }
}
