package io.octarchy.mesh.authority;

import io.octarchy.replicator.slab.EntitySlab;
import io.octarchy.replicator.slab.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.DirectBuffer;

/** The game of a {@link TestNode}: every tick mixes an entity's state, and gold changes hands. */
final class TestGame {
    private final TestNode node;
    private final Cluster cluster;
    private final Random random;
    private final AuthorityTable table;
    private final EntitySlab slab;
    private final List<Integer> ran = new ArrayList<>();

    TestGame(final TestNode node, final Cluster cluster, final Random random) {
        this.node = node;
        this.cluster = cluster;
        this.random = random;
        table = node.table;
        slab = node.slab;
    }

    /** Run what is due of all entities. */
    void tick(final long worldTick) {
        ran.clear();
        node.commands.beginTick(worldTick);
        for (int record = 0; record < table.highWater(); record++) {
            if (table.entity(record) != 0 && table.role(record) == AuthorityRole.AUTHORITY) {
                run(record, worldTick);
            }
        }
        trade();
        for (int i = 0; i < cluster.commandsATick && !ran.isEmpty(); i++) {
            node.commands.send(anyRan());
        }
        for (final int record : ran) {
            tell(record, worldTick);
        }
    }

    private void tell(final int record, final long tick) {
        cluster.history.ran(node.id, table.entity(record), table.epoch(record), tick, state(table.slot(record)));
    }

    private void run(final int record, final long worldTick) {
        final int slot = table.slot(record);
        final long next = slab.tick(slot) + 1;
        final long first = Math.max(next, worldTick - 1);
        if (next <= worldTick) {
            ran.add(record);
        }
        if (first > next) {
            cluster.history.froze(first - next);
        }
        for (long tick = first; tick <= worldTick; tick++) {
            final int at = slab.gameOffset(slot);
            slab.buffer().putLong(at, slab.buffer().getLong(at) * 31 + tick);
            slab.tick(slot, tick);
            table.tick(record, tick);
            if (tick < worldTick) {
                tell(record, tick);
            }
        }
    }

    /** Joint ticks: gold moves between two entities of this node (rule 22). */
    private void trade() {
        for (int i = 0; i < cluster.tradesATick; i++) {
            final int payer = anyRan();
            final int payee = anyRan();
            if (payer != payee) {
                final int amount = random.nextInt(5);
                gold(table.slot(payer), gold(table.slot(payer)) - amount);
                gold(table.slot(payee), gold(table.slot(payee)) + amount);
                if (cluster.mutant != Mutant.NO_MARKS) {
                    table.markFrame(payer, node.sender.nextFrame());
                    table.markFrame(payee, node.sender.nextFrame());
                }
            }
        }
    }

    private int anyRan() {
        return ran.isEmpty() ? AuthorityTable.MISSING : ran.get(random.nextInt(ran.size()));
    }

    long gold(final int slot) {
        return slab.buffer().getLong(slab.gameOffset(slot) + 8);
    }

    void gold(final int slot, final long gold) {
        slab.buffer().putLong(slab.gameOffset(slot) + 8, gold);
    }

    long state(final int slot) {
        return state(slab.buffer(), slab.offset(slot));
    }

    static long state(final DirectBuffer rows, final int offset) {
        return rows.getLong(offset + Row.GAME) * 1_000_003 + rows.getLong(offset + Row.GAME + 8);
    }
}
