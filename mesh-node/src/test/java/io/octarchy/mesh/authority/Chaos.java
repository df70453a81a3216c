package io.octarchy.mesh.authority;

import io.octarchy.codec.peer.StandbyFrameDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** One seed: a cluster, faults and work, then peace, in which all must come to rest. */
final class Chaos {
    private static final int NODES = 4;
    private static final int ENTITIES = 40;
    private static final int MAX_NODES = 9;

    private final Random random;
    private final double loss;
    private final double duplication;
    private final int maxDelaySteps;
    private final boolean overlapping;
    private final double handoverRate;
    private final double faultRate;
    final Cluster cluster;
    private final Map<Long, Long> stateDueNs = new TreeMap<>();
    private int deaths;
    private long nextEntity = 1;

    Chaos(final long seed, final Mutant mutant) {
        random = new Random(seed * 0x9E3779B97F4A7C15L + 17);
        final boolean hard = mutant != Mutant.NONE;
        loss = random.nextInt(4) == 0 ? 0 : random.nextDouble() * 0.2;
        duplication = hard ? 0.3 : random.nextInt(4) == 0 ? 0 : random.nextDouble() * 0.2;
        maxDelaySteps = 1 + random.nextInt(random.nextBoolean() ? 3 : 30);
        overlapping = random.nextInt(3) == 0;
        handoverRate = 0.02 + random.nextDouble() * 0.3;
        faultRate = hard ? 0.01 : random.nextDouble() * 0.01;
        cluster = new Cluster(this::fate, mutant, seed);
        cluster.tradesATick = random.nextInt(4);
        cluster.commandsATick = random.nextInt(4);
        cluster.clocksFail = random.nextInt(4) == 0;
        cluster.renewalLost = () -> random.nextDouble() < loss;
    }

    private void fate(final Net net, final long nowNs, final Net.Frame frame) {
        if (frame.schema() == StandbyFrameDecoder.SCHEMA_ID
                && frame.template() == StandbyFrameDecoder.TEMPLATE_ID
                && random.nextInt(50) > 0) {
            fateOfState(net, nowNs, frame);
            return;
        }
        if (random.nextDouble() >= loss) {
            net.deliver(frame, nowNs + (1 + random.nextInt(maxDelaySteps)) * Cluster.STEP_NS);
        }
        if (random.nextDouble() < duplication) {
            final int delay = maxDelaySteps * (1 + random.nextInt(5));
            net.deliver(frame, nowNs + (1 + random.nextInt(delay)) * Cluster.STEP_NS);
        }
    }

    /** State comes in long frames of many chunks, mostly in order, or none would ever be whole. */
    private void fateOfState(final Net net, final long nowNs, final Net.Frame frame) {
        final long pair = frame.from * 1_000L + frame.to;
        final long earliestNs = stateDueNs.getOrDefault(pair, 0L);
        final long dueNs =
                Math.max(earliestNs, nowNs + (1 + random.nextInt(Math.min(12, maxDelaySteps))) * Cluster.STEP_NS);
        stateDueNs.put(pair, dueNs);
        if (random.nextDouble() >= loss / 5) {
            net.deliver(frame, dueNs);
        }
    }

    /** Run; an AssertionError tells of the violation. */
    void run(final int steps) {
        for (int i = 0; i < NODES; i++) {
            cluster.join();
        }
        cluster.steps(30);
        for (int i = 0; i < ENTITIES; i++) {
            cluster.spawn(1 + i % NODES, nextEntity++);
        }
        for (int i = 0; i < 400 && !cluster.isProtected(); i++) {
            cluster.step();
        }
        for (int i = 0; i < steps; i++) {
            work();
            if (random.nextDouble() < faultRate) {
                fault();
            }
            cluster.step();
            cluster.rememberDoubleLoss();
        }
        cluster.commandsATick = 0;
        heal();
        cluster.quiesce();
    }

    private void heal() {
        cluster.net.fate((net, nowNs, frame) -> net.deliver(frame, nowNs + Cluster.STEP_NS));
        cluster.renewalLost = () -> false;
        cluster.nodes.values().forEach(node -> node.pausedUntilNs = 0);
    }

    private void work() {
        if (random.nextDouble() < handoverRate) {
            begin(anyNode(), anyNode());
        }
        if (random.nextInt(400) == 0) {
            final TestNode node = anyNode();
            final int record = node.isRunning(cluster.nowNs) && node.lease.isValid(cluster.nowNs)
                    ? node.anyRuled(0)
                    : AuthorityTable.MISSING;
            if (record != AuthorityTable.MISSING
                    && cluster.coordinator.live.containsKey(node.id)
                    && isSettled(node, record)) {
                cluster.remove(node, record);
            }
        }
    }

    /** Removing a thing whose gold is not safe yet would lose gold without any bug. */
    private static boolean isSettled(final TestNode node, final int record) {
        return node.sender.isHeld(node.table.markFrame(record))
                && node.sender.isHeld(node.table.firstFrame(record))
                && !node.commands.boxes.isOpen(node.table.slot(record));
    }

    private void begin(final TestNode from, final TestNode to) {
        if (from == to || !from.isRunning(cluster.nowNs) || !from.known.contains(to.id)) {
            return;
        }
        final int[] records = new int[4];
        final int wanted = 1 + random.nextInt(4);
        int size = 0;
        for (int tries = 0; tries < 10 && size < wanted; tries++) {
            final int record = from.anyRuled(0);
            boolean fits = record != AuthorityTable.MISSING && from.table.handover(record) == 0;
            for (int i = 0; i < size; i++) {
                fits &= records[i] != record;
            }
            if (fits) {
                records[size++] = record;
            }
        }
        if (size > 0) {
            from.source.begin(cluster.nowNs, to.id, records, size, 0, false);
        }
    }

    private void fault() {
        final TestNode node = anyNode();
        if (!node.isRunning(cluster.nowNs) || !cluster.coordinator.live.containsKey(node.id)) {
            return;
        }
        if (random.nextInt(3) > 0) {
            final int leaseSteps = Cluster.LEASE_TICKS * Cluster.STEPS_A_TICK;
            final boolean canDie = mayLose();
            final int steps = 1 + random.nextInt(canDie && random.nextBoolean() ? leaseSteps * 2 : leaseSteps / 4);
            deaths += canDie && steps >= leaseSteps / 2 ? 1 : 0;
            node.pausedUntilNs = cluster.nowNs + steps * Cluster.STEP_NS;
        } else if (mayLose()) {
            deaths++;
            cluster.crash(node.id);
        }
        if (random.nextInt(3) == 0 && cluster.nodes.size() < MAX_NODES) {
            cluster.join();
        }
    }

    /** Two nodes stay at least; losses overlap only where the seed says so. */
    private boolean mayLose() {
        int healthy = 0;
        for (final int id : cluster.coordinator.live.keySet()) {
            healthy += cluster.node(id).isRunning(cluster.nowNs) ? 1 : 0;
        }
        return healthy > 2 && deaths < 4 && (overlapping || !cluster.isUnprotected());
    }

    private TestNode anyNode() {
        final List<TestNode> all = new ArrayList<>(cluster.nodes.values());
        return all.get(random.nextInt(all.size()));
    }
}
