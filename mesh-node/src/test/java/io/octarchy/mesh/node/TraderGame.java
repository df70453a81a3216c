package io.octarchy.mesh.node;

import io.octarchy.mesh.api.CommandOutcome;
import io.octarchy.mesh.api.Entity;
import io.octarchy.mesh.api.PlayerInput;
import io.octarchy.mesh.api.Simulation;
import io.octarchy.mesh.api.TickContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Walkers that send gold to each other, wherever they are: each to four walkers that the first nodes made. What a walker has
 * sent to and taken from each of them is part of its state, so that a command lost, doubled or out of order shows.
 */
final class TraderGame implements Simulation {
    static final int PARTNERS = 4;
    static final int MAKERS = 3;
    static final long FIRST_GOLD = 100;
    private static final int SENT = 8;
    private static final int TAKEN = SENT + 4 * PARTNERS;
    private static final int LENGTH = TAKEN + 4 * PARTNERS;

    /** Does anybody send? */
    static final class Switch {
        boolean on;
        int everyTicks = 8;
    }

    /** What the walkers of one node came to. */
    static final class Ledger {
        long gold;
        final Map<String, Integer> sent = new java.util.TreeMap<>();
        final Map<String, Integer> taken = new java.util.TreeMap<>();
    }

    final List<String> faults = new ArrayList<>();
    int refused;
    private final WalkerGame walkers;
    private final int walkersPerNode;
    private final Switch trade;
    private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[12]);
    private TickContext lastTick;

    /** @param makes does this node make walkers? */
    TraderGame(final int walkersPerNode, final boolean makes, final Switch trade) {
        walkers = new WalkerGame(makes ? walkersPerNode : 0);
        this.walkersPerNode = walkersPerNode;
        this.trade = trade;
    }

    @Override
    public int stateLength() {
        return LENGTH;
    }

    @Override
    public int publicLength() {
        return 8;
    }

    @Override
    public void onWorldStart(final TickContext tick) {
        walkers.onWorldStart(tick);
        lastTick = tick;
    }

    @Override
    public void onTick(final TickContext tick) {
        lastTick = tick;
        for (int i = 0; i < tick.size(); i++) {
            final Entity walker = tick.entity(i);
            if (trade.on && (tick.tick() + walker.id()) % trade.everyTicks == 0) {
                send(tick, walker, (int) ((tick.tick() + walker.id()) / trade.everyTicks % PARTNERS));
            }
        }
        walkers.onTick(tick);
    }

    private void send(final TickContext tick, final Entity from, final int partner) {
        final int at = from.stateOffset();
        final int number = from.state().getInt(at + SENT + 4 * partner) + 1;
        final long amount = number % 7;
        bytes.putInt(0, number);
        bytes.putLong(4, amount);
        if (tick.command(from, partner(from.id(), partner), bytes, 0, 12) == CommandOutcome.BACK_PRESSURED) {
            refused++;
            return;
        }
        from.state().putInt(at + SENT + 4 * partner, number);
        from.state().putLong(at, from.state().getLong(at) - amount);
    }

    /** Walkers are numbered by the nodes that made them, incarnations 1 to {@link #MAKERS}. */
    private long partner(final long from, final int partner) {
        final int maker = (int) (from >> 32 & 0x1F_FFFF);
        final long counter = from & 0xFFFF_FFFFL;
        final long toMaker = (maker + partner) % MAKERS + 1;
        final long toCounter = (counter + 7L * partner) % walkersPerNode + 1;
        return toCounter % 1024 << 53 | toMaker << 32 | toCounter;
    }

    @Override
    public void onCommand(
            final long from, final Entity to, final DirectBuffer command, final int offset, final int length) {
        for (int partner = 0; partner < PARTNERS; partner++) {
            if (partner(from, partner) == to.id()) {
                final int at = to.stateOffset() + TAKEN + 4 * partner;
                final int number = command.getInt(offset);
                if (number != to.state().getInt(at) + 1) {
                    faults.add(to.id() + " took command " + number + " of " + from + " after "
                            + to.state().getInt(at));
                }
                to.state().putInt(at, number);
                to.state()
                        .putLong(to.stateOffset(), to.state().getLong(to.stateOffset()) + command.getLong(offset + 4));
                return;
            }
        }
        faults.add(to.id() + " took a command of " + from + ", who sends it none");
    }

    @Override
    public void onCommandReturned(
            final Entity from, final long to, final DirectBuffer command, final int offset, final int length) {
        faults.add("a command of " + from.id() + " to " + to + " came back");
    }

    /** Add what the walkers of this node say of themselves. */
    void count(final Iterable<Long> ruled, final Ledger ledger) {
        for (final long id : ruled) {
            final Entity walker = lastTick.find(id);
            final int at = walker.stateOffset();
            ledger.gold += walker.state().getLong(at);
            for (int partner = 0; partner < PARTNERS; partner++) {
                ledger.sent.put(id + "/" + partner, walker.state().getInt(at + SENT + 4 * partner));
            }
            for (int maker = 1; maker <= MAKERS; maker++) {
                for (long counter = 1; counter <= walkersPerNode; counter++) {
                    countTaken(counter % 1024 << 53 | (long) maker << 32 | counter, walker, ledger);
                }
            }
        }
    }

    private void countTaken(final long from, final Entity walker, final Ledger ledger) {
        for (int partner = 0; partner < PARTNERS; partner++) {
            if (partner(from, partner) == walker.id()) {
                ledger.taken.put(
                        from + "/" + partner, walker.state().getInt(walker.stateOffset() + TAKEN + 4 * partner));
            }
        }
    }

    @Override
    public void onPlayerJoin(final Entity avatar) {
        throw new IllegalStateException("nobody plays");
    }

    @Override
    public int avatarType() {
        return WalkerGame.AVATAR;
    }

    @Override
    public void onInput(final Entity avatar, final PlayerInput input) {}

    @Override
    public long quantity(final Entity entity) {
        return entity.state().getLong(entity.stateOffset());
    }

    @Override
    public long quantity(final DirectBuffer command, final int offset, final int length) {
        return command.getLong(offset + 4);
    }
}
