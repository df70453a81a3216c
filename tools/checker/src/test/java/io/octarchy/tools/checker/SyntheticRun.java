package io.octarchy.tools.checker;

import io.octarchy.codec.event.GaugeKind;
import io.octarchy.codec.event.LifeState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A random run as its nodes would tell it, correct but for one planted fault: births, removals, trades, handovers, doubts, a
 * node that is suspended, a coordinator that is away, a crash with rollback and takeover.
 */
final class SyntheticRun {
    static final int NODES = 4;
    static final int TICKS = 2_600;
    private static final int FAULT_TICK = 900;
    private static final int LONE_SUSPENSION = 400;
    private static final int AWAY_FROM = 1_200;
    private static final int AWAY_TO = 1_400;
    private static final int CRASH = 1_700;
    private static final int FENCE = CRASH + 65;
    private static final int GRANT = CRASH + 75;
    private static final int DEAD = 104;

    private record Announcement(Entity entity, long tick, Consumer<NodeEventHandler> call) {}

    private final Streams streams = new Streams();
    private final List<Announcement> pending = new ArrayList<>();
    private final SyntheticMaps maps;
    private final Random random;
    private final Fault fault;
    private final List<Entity> entities = new ArrayList<>();
    private final long[] suspendedUntil = new long[NODES];
    private long nextId = 1;
    private boolean faultDone;
    private int fence;
    private Entity orphan;

    private SyntheticRun(final long seed, final Fault fault) {
        random = new Random(seed);
        this.fault = fault;
        maps = new SyntheticMaps(streams, fault, FAULT_TICK);
    }

    static Streams of(final long seed, final Fault fault) {
        final SyntheticRun run = new SyntheticRun(seed, fault);
        run.run();
        if (fault != Fault.NONE && !run.faultDone && !run.maps.isFaultDone()) {
            throw new IllegalStateException("fault " + fault + " was not planted");
        }
        return run.streams;
    }

    private void run() {
        for (int node = 101; node <= 104; node++) {
            final int n = node;
            streams.add(n, 0, h -> h.onLife(n, LifeState.ACTIVE, 0, 0));
        }
        for (int i = 0; i < 120; i++) {
            spawn(0, 101 + random.nextInt(NODES));
        }
        for (long tick = 1; tick <= TICKS; tick++) {
            suspend(tick);
            crash(tick);
            trade(tick);
            runNodes(tick);
            announce(tick);
            if (!isQuiet(tick)) {
                births(tick);
                handovers(tick);
                plant(tick);
            }
            maps(tick);
        }
    }

    /** No births, removals and handovers shortly before a crash or while nodes are suspended. */
    private boolean isQuiet(final long tick) {
        return tick > CRASH - 6 && tick < GRANT + 5
                || tick > AWAY_FROM - 6 && tick < AWAY_TO + 2
                || tick > LONE_SUSPENSION - 6 && tick < LONE_SUSPENSION + 42;
    }

    private boolean isAlive(final int node, final long tick) {
        return node != DEAD || tick <= CRASH;
    }

    private boolean isRunning(final int node, final long tick) {
        return isAlive(node, tick) && suspendedUntil[node - 101] <= tick;
    }

    private void suspend(final long tick) {
        if (tick == LONE_SUSPENSION) {
            suspend(102, tick, tick + 40);
        }
        if (tick == AWAY_FROM) {
            for (int node = 101; node <= 104; node++) {
                suspend(node, tick, AWAY_TO + random.nextInt(2));
            }
        }
        for (int node = 101; node <= 104; node++) {
            final int n = node;
            if (suspendedUntil[node - 101] == tick) {
                streams.add(n, tick, h -> h.onLife(n, LifeState.ACTIVE, tick, 0));
                entities.stream().filter(e -> e.node == n && e.nextTick < tick).forEach(e -> freeze(e, n, tick));
            }
        }
    }

    private void freeze(final Entity e, final int node, final long untilTick) {
        final long id = e.id;
        final long from = e.nextTick;
        streams.add(node, untilTick, h -> h.onFrozen(node, id, from, untilTick - 1));
        e.nextTick = untilTick;
    }

    private void suspend(final int node, final long tick, final long until) {
        suspendedUntil[node - 101] = until;
        streams.add(node, tick, h -> h.onLife(node, LifeState.SUSPENDED, tick, 0));
    }

    private void crash(final long tick) {
        if (tick == CRASH - 1) {
            // Born so late that no standby will have it: it vanishes with its node, and nobody has announced it.
            final Entity e = spawn(tick, DEAD);
            pending.removeIf(a -> a.entity() == e);
        }
        if (tick == FENCE) {
            fence++;
            for (int node = 101; node <= 103; node++) {
                final int n = node;
                streams.add(n, tick, h -> h.onFenced(n, 1, DEAD));
            }
            entities.removeIf(e -> e.node == DEAD && !e.announced);
        }
        if (tick == GRANT) {
            for (final Entity e : entities) {
                if (e.node == DEAD) {
                    grant(e, tick);
                }
            }
        }
    }

    private void grant(final Entity e, final long tick) {
        if (fault == Fault.NEVER_GRANTED && !faultDone && e.quantity == e.quantityBefore) {
            faultDone = true;
            e.silent = true;
            return;
        }
        final int owner = 101 + random.nextInt(3);
        final long old = fault == Fault.OLD_COPY && !faultDone ? 9 : 0;
        faultDone |= old > 0;
        e.node = owner;
        e.epoch = (long) fence << 32;
        e.quantity = e.quantityBefore;
        e.quantity -= fault == Fault.GOLD_LOST_IN_CRASH && !faultDone ? 3 : 0;
        faultDone |= fault == Fault.GOLD_LOST_IN_CRASH;
        e.nextTick = tick + random.nextInt(3);
        final long id = e.id;
        final long resume = e.nextTick;
        final long epoch = e.epoch;
        streams.add(owner, tick, h -> h.onGranted(owner, id, epoch, CRASH - 1 - old, resume, 0));
        if (fault == Fault.FROZEN_AGAIN) {
            faultDone = true;
            streams.add(owner, tick, h -> h.onFrozen(owner, id, CRASH, resume - 1));
        }
    }

    private void trade(final long tick) {
        for (final Entity e : entities) {
            e.quantityBefore = isRunning(e.node, tick) ? e.quantity : e.quantityBefore;
        }
        for (int i = 0; i < 10; i++) {
            final Entity a = any();
            final Entity b = any();
            if (!a.poor
                    && !b.poor
                    && a.node == b.node
                    && a.nextTick == tick
                    && b.nextTick == tick
                    && isRunning(a.node, tick)) {
                final long amount = random.nextInt(5);
                a.quantity -= amount;
                b.quantity += amount;
            }
        }
    }

    private Entity any() {
        return entities.get(random.nextInt(entities.size()));
    }

    private void runNodes(final long tick) {
        for (int node = 101; node <= 104; node++) {
            if (isRunning(node, tick)) {
                runNode(node, tick);
            }
        }
    }

    private void runNode(final int node, final long tick) {
        final int neighbour = 101 + (node - 100) % NODES;
        for (final Entity e : entities) {
            if (e.node == node && e.nextTick == tick && !e.silent) {
                streams.ran(node, tick, e.id, e.epoch, e.quantity);
                e.nextTick++;
                if (e.id % 3 == 0 && isRunning(neighbour, tick)) {
                    streams.ghost(neighbour, node, tick, e.id, e.epoch);
                }
            }
        }
        streams.add(node, tick, h -> h.onTickRanEnd(node, tick, true));
        streams.add(node, tick, h -> h.onShown(node, tick, tick - 1, false));
    }

    private Entity spawn(final long tick, final int node) {
        final Entity e = new Entity();
        e.id = nextId++;
        e.node = node;
        e.epoch = (long) fence << 32;
        e.bornTick = tick;
        e.nextTick = tick + 1;
        e.quantity = random.nextInt(100);
        final long bornWith = e.quantity;
        e.quantityBefore = bornWith;
        final long born = tick;
        if (fault == Fault.NEVER_CREATED && tick >= FAULT_TICK && !faultDone) {
            faultDone = true;
            e.poor = true;
        } else if (tick < CRASH - 1 || node != DEAD) {
            final long id = e.id;
            final long epoch = e.epoch;
            pending.add(new Announcement(e, tick + 3, h -> h.onEntityCreated(node, born, id, epoch, bornWith)));
        }
        entities.add(e);
        return e;
    }

    private void announce(final long tick) {
        pending.removeIf(a -> {
            if (a.tick() <= tick && isRunning(a.entity().node, tick)) {
                a.entity().announced = true;
                streams.add(a.entity().node, tick, a.call());
                return true;
            }
            return false;
        });
    }

    private void births(final long tick) {
        if (random.nextInt(8) == 0) {
            final int node = 101 + random.nextInt(NODES);
            if (isAlive(node, tick)) {
                spawn(tick, node);
            }
        }
        if (random.nextInt(8) == 0) {
            remove(settled(tick), tick);
        }
    }

    private void remove(final Entity e, final long tick) {
        if (e == null) {
            return;
        }
        entities.remove(e);
        final int node = e.node;
        final long id = e.id;
        final long epoch = e.epoch;
        final long quantity = e.quantity;
        streams.add(node, tick + 1, h -> h.onEntityRemoved(node, tick, id, epoch, quantity));
        if (fault == Fault.RUN_AFTER_REMOVAL && tick >= FAULT_TICK && !faultDone) {
            faultDone = true;
            streams.ran(node, tick + 1, id, epoch, quantity);
        }
    }

    /** Some entity that ran this tick and is announced. */
    private Entity settled(final long tick) {
        for (int i = 0; i < 20; i++) {
            final Entity e = any();
            if (e.announced && !e.silent && e.nextTick == tick + 1 && tick - e.bornTick > 10) {
                return e;
            }
        }
        return null;
    }

    private void handovers(final long tick) {
        for (int i = 0; i < 2; i++) {
            final Entity e = settled(tick);
            final int target = 101 + random.nextInt(NODES);
            if (e != null && target != e.node && isAlive(target, tick)) {
                handOver(e, target, tick);
            }
        }
    }

    private void handOver(final Entity e, final int target, final long tick) {
        final int source = e.node;
        final long id = e.id;
        final long oldEpoch = e.epoch;
        e.node = target;
        e.epoch++;
        final long epoch = e.epoch;
        streams.add(source, tick + 1, h -> h.onHandedOver(source, target, id, epoch, 1, tick, 0, 0, false));
        streams.add(target, tick, h -> h.onTookOver(target, source, id, epoch, tick, 0, 0));
        if (random.nextInt(4) == 0) {
            freeze(e, target, tick + 4);
        }
        if (tick >= FAULT_TICK && !faultDone) {
            spoil(e, source, oldEpoch, tick);
        }
    }

    private void spoil(final Entity e, final int source, final long oldEpoch, final long tick) {
        final int target = e.node;
        switch (fault) {
            case SOURCE_GOES_ON -> {
                e.nextTick = tick + 1;
                streams.ran(source, tick + 1, e.id, oldEpoch, e.quantity);
            }
            case TWO_NODES_ONE_EPOCH -> {
                e.nextTick = tick + 1;
                streams.ran(source, tick + 1, e.id, e.epoch, e.quantity);
            }
            case STALE_WRITE_ACCEPTED -> {
                final int observer = java.util.stream.IntStream.rangeClosed(101, 104)
                        .filter(node -> node != source && node != target)
                        .findFirst()
                        .orElseThrow();
                streams.ghost(observer, target, tick + 1, e.id, e.epoch);
                streams.ghost(observer, source, tick + 1, e.id, oldEpoch);
            }
            case TARGET_DOES_NOT_RUN -> {
                e.silent = true;
                orphan = e;
            }
            case TICK_SKIPPED -> {
                if (e.nextTick != tick + 1) {
                    return;
                }
                e.nextTick++;
            }
            default -> {
                return;
            }
        }
        faultDone = true;
    }

    private void plant(final long tick) {
        if (orphan != null && tick > orphan.nextTick + 180) {
            orphan.silent = false;
            freeze(orphan, orphan.node, tick + 1);
            orphan = null;
        }
        if (tick < FAULT_TICK || faultDone) {
            return;
        }
        final Entity e = settled(tick);
        if (e == null) {
            return;
        }
        final int node = e.node;
        switch (fault) {
            case DROPPED -> {
                if (e.node == DEAD) {
                    return;
                }
                e.silent = true;
            }
            case SHOWN_TOO_EARLY -> streams.add(node, tick, h -> h.onShown(node, tick + 1, tick - 2, false));
            case GOLD_FROM_NOTHING -> e.quantity += 7;
            case BOUND_EXCEEDED -> streams.add(node, tick, h -> h.onGauge(node, GaugeKind.GHOSTS, 11, 10));
            case TICK_TWICE -> streams.ran(e.node, tick, e.id, e.epoch, e.quantity);
            default -> {
                return;
            }
        }
        faultDone = true;
    }

    private void maps(final long tick) {
        final boolean renewed = tick % 100 == 50 && !isQuiet(tick);
        if (renewed) {
            maps.nextVersion();
        }
        for (int node = 101; node <= 104; node++) {
            if (isRunning(node, tick) && tick % 20 == 0) {
                maps.gauge(node, tick);
            }
            if (isRunning(node, tick) && renewed) {
                maps.apply(node, tick);
            }
        }
    }
}
