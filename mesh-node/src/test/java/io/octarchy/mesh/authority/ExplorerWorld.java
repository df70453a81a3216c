package io.octarchy.mesh.authority;

import io.octarchy.codec.peer.CommitDecoder;
import io.octarchy.codec.peer.MessageHeaderDecoder;
import io.octarchy.codec.peer.PrepareDecoder;
import io.octarchy.codec.peer.ReleaseDecoder;
import io.octarchy.fuzz.StateHash;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One world of the {@link Explorer}: the cluster of production cores with a handover of a batch begun, and a network that
 * does with the protocol's messages what it is told. All else (state, standby frames and their acks, keep-alives) arrives in
 * order a step later. Messages that say the same lie in the bag once, as the newest of them.
 */
final class ExplorerWorld {
    /** What may happen next; {@code on} is a message's key or a node. */
    record Action(Kind kind, long on, String text) {
        @Override
        public String toString() {
            return kind + " " + text;
        }
    }

    enum Kind {
        DELIVER,
        DUPLICATE,
        DROP,
        CRASH,
        AWAY,
        BACK,
        WAIT
    }

    /** How often each may happen on one path. */
    record Scope(int nodes, int batch, int drops, int duplicates, int crashes, int absences, int waits) {}

    private static final int SHORT_WAIT_STEPS = 7;
    private static final int DEATH_STEPS = 150;
    private static final int STAGGER_STEPS = 6;

    final Cluster cluster;
    private final Scope scope;
    private final TreeMap<Long, Net.Frame> bag = new TreeMap<>();
    private final int[] used = new int[Kind.values().length];
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    ExplorerWorld(final Scope scope, final Mutant mutant) {
        this.scope = scope;
        cluster = new Cluster((net, nowNs, frame) -> net.deliver(frame, nowNs + Cluster.STEP_NS), mutant, 1);
        for (int i = 0; i < scope.nodes; i++) {
            cluster.join();
        }
        cluster.steps(4);
        final int[] records = new int[scope.batch];
        for (int i = 0; i < scope.batch; i++) {
            records[i] = cluster.spawn(1, i + 1L);
        }
        for (int i = 0; i < 300 && !cluster.isProtected(); i++) {
            cluster.step();
        }
        cluster.step();
        if (!cluster.isProtected() || cluster.isUnprotected()) {
            throw new IllegalStateException("not protected at the start");
        }
        for (int node = 1; node <= scope.nodes; node++) {
            cluster.nextRenewalNs.put(node, cluster.nowNs + node * STAGGER_STEPS * Cluster.STEP_NS);
        }
        cluster.net.fate(this::fate);
        cluster.node(1).source.begin(cluster.nowNs, 2, records, records.length, 0, false);
        cluster.step();
    }

    private void fate(final Net net, final long nowNs, final Net.Frame frame) {
        if (isProtocol(frame)) {
            bag.put(key(frame), frame);
        } else {
            net.deliver(frame, nowNs + Cluster.STEP_NS);
        }
    }

    private static boolean isProtocol(final Net.Frame frame) {
        return frame.schema() != MessageHeaderDecoder.SCHEMA_ID || frame.template() <= ReleaseDecoder.TEMPLATE_ID;
    }

    /** What a message says, without the ticks and states in it. */
    private long key(final Net.Frame frame) {
        long key = Arrays.hashCode(new long[] {frame.schema(), frame.template(), frame.from, frame.to});
        if (frame.schema() != MessageHeaderDecoder.SCHEMA_ID) {
            return key * 31 + Arrays.hashCode(frame.bytes.byteArray());
        }
        key = key * 31 + frame.fence();
        key = key * 31 + frame.bytes.getLong(16);
        if (frame.template() == PrepareDecoder.TEMPLATE_ID) {
            for (final var entity : new PrepareDecoder()
                    .wrapAndApplyHeader(frame.bytes, 0, header)
                    .entities()) {
                key = key * 31 + entity.entity() * 31 + entity.epoch();
            }
        } else if (frame.template() == CommitDecoder.TEMPLATE_ID) {
            final CommitDecoder commit = new CommitDecoder().wrapAndApplyHeader(frame.bytes, 0, header);
            for (final var entity : commit.entities()) {
                key = key * 31 + entity.entity() * 31 + entity.epoch();
                entity.skipState();
                entity.skipInputs();
                entity.skipLuggage();
            }
        }
        return key;
    }

    List<Action> actions() {
        final List<Action> actions = new ArrayList<>();
        bag.forEach((key, frame) -> {
            final String text = frame.from + "->" + frame.to + " " + frame.schema() + "/" + frame.template();
            actions.add(new Action(Kind.DELIVER, key, text));
            add(actions, Kind.DUPLICATE, key, text, scope.duplicates);
            add(actions, Kind.DROP, key, text, scope.drops);
        });
        for (int node = 1; node <= 2; node++) {
            if (!cluster.node(node).crashed) {
                add(actions, Kind.CRASH, node, Integer.toString(node), scope.crashes);
            }
        }
        if (cluster.coordinatorAway) {
            actions.add(new Action(Kind.BACK, 0, ""));
        } else {
            add(actions, Kind.AWAY, 0, "", scope.absences);
        }
        add(actions, Kind.WAIT, 0, "", scope.waits);
        return actions;
    }

    private void add(final List<Action> actions, final Kind kind, final long on, final String text, final int most) {
        if (used[kind.ordinal()] < most) {
            actions.add(new Action(kind, on, text));
        }
    }

    /** Do it; an AssertionError tells of a violation. */
    void apply(final Action action) {
        used[action.kind.ordinal()]++;
        switch (action.kind) {
            case DELIVER, DUPLICATE -> {
                final Net.Frame frame = action.kind == Kind.DELIVER ? bag.remove(action.on) : bag.get(action.on);
                // A copy: planted bugs write into what they are given.
                final UnsafeBuffer bytes =
                        new UnsafeBuffer(frame.bytes.byteArray().clone());
                cluster.net.deliver(
                        new Net.Frame(frame.from, frame.to, bytes, cluster.nowNs, frame.number), cluster.nowNs);
                cluster.step();
            }
            case DROP -> bag.remove(action.on);
            case CRASH -> cluster.crash((int) action.on);
            case AWAY -> cluster.coordinatorAway = true;
            case BACK -> back();
            case WAIT -> cluster.steps(awaitsDeath() ? DEATH_STEPS : SHORT_WAIT_STEPS);
        }
        bag.values().removeIf(frame -> frame.to != Net.COORDINATOR && cluster.node(frame.to).crashed);
    }

    private void back() {
        cluster.coordinatorAway = false;
        cluster.coordinator.onReturn(cluster.nowNs);
    }

    private boolean awaitsDeath() {
        return !cluster.coordinatorAway
                && cluster.nodes.values().stream()
                        .anyMatch(node -> node.crashed && cluster.coordinator.live.containsKey(node.id));
    }

    /** The network is healed, what is on its way arrives or not: all must come to rest, and nothing be lost. */
    void settle(final boolean arrives) {
        cluster.net.fate((net, nowNs, frame) -> net.deliver(frame, nowNs + Cluster.STEP_NS));
        if (arrives) {
            bag.values().forEach(frame -> cluster.net.deliver(frame, cluster.nowNs));
        }
        bag.clear();
        if (cluster.coordinatorAway) {
            back();
        }
        cluster.quiesce();
    }

    /** Worlds of one hash go on alike: roles, epochs, batches, fences, copies, messages, budgets; not times and ticks. */
    long hash() {
        long hash = Arrays.hashCode(used) * 31L + bag.keySet().hashCode();
        for (final TestNode node : cluster.nodes.values()) {
            hash = hash * 0x9E3779B97F4A7C15L + (node.crashed ? 1 : 2) + node.decided;
            for (final Object part : new Object[] {
                node.fencing, node.table, node.source, node.target, node.kept, node.copies, node.snapshot
            }) {
                hash = hash * 0x9E3779B97F4A7C15L + StateHash.of(part, ExplorerWorld::isTimeOrBytes);
            }
        }
        return hash * 0x9E3779B97F4A7C15L
                + StateHash.of(cluster.coordinator, ExplorerWorld::isTimeOrBytes)
                + (cluster.coordinatorAway ? 1 : 0);
    }

    private static boolean isTimeOrBytes(final Field field) {
        final String name = field.getName().toLowerCase(java.util.Locale.ROOT);
        final String type = field.getType().getSimpleName();
        return name.endsWith("ns")
                || name.contains("tick")
                || name.contains("frame")
                || name.contains("floor")
                || type.endsWith("Buffer")
                || type.endsWith("Publisher")
                || type.endsWith("Decoder")
                || type.equals("Cluster")
                || type.equals("AuthorityContext")
                || type.equals("AuthorityHost")
                || type.equals("LeaseGuard")
                || type.equals("EntitySlab")
                || type.equals("StandbySender")
                || type.equals("TestNode");
    }
}
