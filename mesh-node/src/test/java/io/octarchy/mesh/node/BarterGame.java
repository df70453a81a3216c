package io.octarchy.mesh.node;

import io.octarchy.mesh.api.Entity;
import io.octarchy.mesh.api.TickContext;
import io.octarchy.mesh.api.TogetherOutcome;
import java.util.ArrayList;
import java.util.List;

/**
 * Walkers that trade with whoever of another node is nearest, all of them in the same ticks, so that many want each other at
 * once. What became of its wishes is part of each walker's state.
 */
final class BarterGame extends WalkerGame {
    static final long FIRST_GOLD = 100;
    private static final double SIGHT_METRES = 30;
    private static final double GRID_METRES = 16;
    private static final int EVERY_TICKS = 10;
    private static final int WISHED = 8;
    private static final int FIRST = 16;
    private static final int SECOND = 24;
    private static final int FAILED = 32;

    /** What the walkers of a mesh came to. */
    static final class Ledger {
        long gold;
        long wished;
        long first;
        long second;
        long failed;
    }

    final List<String> faults = new ArrayList<>();
    private final int walkersPerNode;
    private final TraderGame.Switch trade;
    private TickContext lastTick;
    private long nearest;
    private double nearestSquared;

    BarterGame(final int walkersPerNode, final TraderGame.Switch trade) {
        super(0);
        this.walkersPerNode = walkersPerNode;
        this.trade = trade;
    }

    @Override
    public int stateLength() {
        return 40;
    }

    @Override
    public void onWorldStart(final TickContext tick) {
        lastTick = tick;
        final int side = (int) (tick.worldEdgeMetres() / GRID_METRES);
        int made = 0;
        for (int i = 0; i < side * side && made < walkersPerNode; i++) {
            final int place = i * 7919 % (side * side);
            final double x = tick.worldMinX() + (place % side + 0.5) * GRID_METRES;
            final double y = tick.worldMinY() + (place / side + 0.5) * GRID_METRES;
            final double z = tick.worldMinZ() + tick.worldEdgeMetres() / 2;
            if (tick.owns(x, y, z) && isNearBorder(tick, x, y, z)) {
                final Entity walker = tick.spawn(WALKER, x, y, z);
                walker.velocity(i % 3 - 1, i % 5 - 2, 0);
                add(walker, 0, FIRST_GOLD);
                made++;
            }
        }
    }

    private static boolean isNearBorder(final TickContext tick, final double x, final double y, final double z) {
        return !tick.owns(x + GRID_METRES, y, z)
                || !tick.owns(x - GRID_METRES, y, z)
                || !tick.owns(x, y + GRID_METRES, z)
                || !tick.owns(x, y - GRID_METRES, z);
    }

    @Override
    public void onTick(final TickContext tick) {
        lastTick = tick;
        for (int i = 0; trade.on && tick.tick() % EVERY_TICKS == 0 && i < tick.size(); i++) {
            wish(tick, tick.entity(i));
        }
        super.onTick(tick);
    }

    private void wish(final TickContext tick, final Entity walker) {
        nearest = 0;
        nearestSquared = Double.MAX_VALUE;
        tick.nearby(walker.x(), walker.y(), walker.z(), SIGHT_METRES, (other, squared) -> {
            if (!other.isAuthority() && squared < nearestSquared) {
                nearest = other.id();
                nearestSquared = squared;
            }
        });
        if (nearest != 0) {
            final TogetherOutcome outcome = tick.together(walker, nearest, 1 + tick.tick() % 7);
            if (outcome == TogetherOutcome.APPLIED) {
                faults.add(walker.id() + " was with " + nearest + ", which is a ghost");
            }
            add(walker, WISHED, outcome.isTaken() ? 1 : 0);
        }
    }

    @Override
    public void onTogether(final Entity a, final Entity b, final long operation) {
        if (!a.isAuthority() || !b.isAuthority() || a.id() == b.id()) {
            faults.add(a.id() + " and " + b.id() + " are not together");
        }
        add(a, 0, -operation);
        add(b, 0, operation);
        add(a, FIRST, 1);
        add(b, SECOND, 1);
    }

    @Override
    public void onTogetherFailed(final Entity a, final long b, final long operation) {
        add(a, FAILED, 1);
    }

    private static void add(final Entity walker, final int field, final long change) {
        final int at = walker.stateOffset() + field;
        walker.state().putLong(at, walker.state().getLong(at) + change);
    }

    /** Add what the walkers of this node say of themselves. */
    void count(final Iterable<Long> ruled, final Ledger ledger) {
        for (final long id : ruled) {
            final Entity walker = lastTick.find(id);
            ledger.gold += get(walker, 0);
            ledger.wished += get(walker, WISHED);
            ledger.first += get(walker, FIRST);
            ledger.second += get(walker, SECOND);
            ledger.failed += get(walker, FAILED);
        }
    }

    private static long get(final Entity walker, final int field) {
        return walker.state().getLong(walker.stateOffset() + field);
    }
}
