package io.octarchy.mesh.node;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.octarchy.codec.client.MessageHeaderEncoder;
import io.octarchy.codec.client.SessionCloseEncoder;
import io.octarchy.codec.client.SessionOpenEncoder;
import io.octarchy.codec.client.SessionResyncEncoder;
import io.octarchy.codec.event.CounterKind;
import io.octarchy.codec.event.LifeState;
import io.octarchy.codec.peer.GhostFrameDecoder;
import io.octarchy.fuzz.Fuzz;
import io.octarchy.fuzz.StateHash;
import io.octarchy.mesh.config.LimitSettings;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.session.Messages;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Whatever comes over a node's three ways in, from other nodes, from gateways and from the coordinator: it goes on, and what
 * it counts as malformed or strange has changed nothing else in it.
 */
class NodeFrameFuzzer {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int WALKERS = 4;
    private static final long MAX_BYTES = 8 << 20;
    private static final Map<Integer, byte[]> FROM_NODES = new TreeMap<>();
    private static final Map<Integer, byte[]> FROM_COORDINATOR = new TreeMap<>();
    private static final List<List<byte[]>> GOOD = new ArrayList<>();

    /** Used again as long as nothing has changed it. */
    private static VirtualMesh untouched;

    static {
        sample();
        GOOD.add(List.copyOf(FROM_NODES.values()));
        GOOD.add(fromGateways());
        GOOD.add(List.copyOf(FROM_COORDINATOR.values()));
    }

    /** A run in which a node dies, so that every kind of frame is seen. */
    private static void sample() {
        final TraderGame.Switch trade = new TraderGame.Switch();
        trade.on = true;
        final VirtualMesh mesh = new VirtualMesh(1, settings());
        for (int i = 0; i < 4; i++) {
            mesh.add(new TraderGame(24, i < TraderGame.MAKERS, trade));
        }
        mesh.run(12 * SECOND_NS);
        mesh.node(4).alive = false;
        mesh.run(8 * SECOND_NS);
        for (final VirtualMesh.VirtualNode node : mesh.nodes) {
            node.samples.forEach(FROM_NODES::putIfAbsent);
            node.newsSamples.forEach(FROM_COORDINATOR::putIfAbsent);
        }
    }

    private static MeshSettings settings() {
        final MeshSettings base = VirtualMesh.settings(3);
        return new MeshSettings(
                base.world(),
                base.lease(),
                base.handover(),
                base.view(),
                new LimitSettings(32, 64, 8, 4, 32, 8, 2_000),
                base.commands(),
                base.balance(),
                base.operation(),
                base.store());
    }

    private static List<byte[]> fromGateways() {
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        final MutableDirectBuffer buffer = new UnsafeBuffer(new byte[256]);
        final SessionOpenEncoder open = new SessionOpenEncoder();
        open.wrapAndApplyHeader(buffer, 0, header)
                .session(7)
                .gateway(VirtualMesh.GATEWAY)
                .player(1)
                .x(1)
                .y(1)
                .z(1);
        final byte[] opened = bytes(buffer, open.limit());
        final SessionCloseEncoder close = new SessionCloseEncoder();
        close.wrapAndApplyHeader(buffer, 0, header).gateway(VirtualMesh.GATEWAY).session(7);
        final byte[] closed = bytes(buffer, close.limit());
        final SessionResyncEncoder resync = new SessionResyncEncoder();
        resync.wrapAndApplyHeader(buffer, 0, header).session(7);
        return List.of(opened, closed, bytes(buffer, resync.limit()), Messages.input(7, 1, 0.5f, 0));
    }

    private static byte[] bytes(final MutableDirectBuffer buffer, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        buffer.setMemory(0, buffer.capacity(), (byte) 0);
        return bytes;
    }

    private static VirtualMesh fresh() {
        final VirtualMesh mesh = new VirtualMesh(1, settings());
        for (int i = 0; i < 3; i++) {
            mesh.add(WALKERS);
        }
        mesh.run(SECOND_NS * 3 / 2);
        Fuzz.require(mesh.node(2).core.life() == LifeState.ACTIVE, "the mesh did not start");
        return mesh;
    }

    @FuzzTest
    void receive(final FuzzedDataProvider data) {
        final VirtualMesh mesh = untouched == null ? fresh() : untouched;
        untouched = null;
        final VirtualMesh.VirtualNode node = mesh.node(2);
        final NodeCounters counters = (NodeCounters) StateHash.inside(node.core, "active", "counters");
        final long before = hash(node);
        boolean isSame = true;
        for (int frames = data.consumeInt(1, 4); frames > 0; frames--) {
            final int way = data.consumeInt(0, GOOD.size() - 1);
            final byte[] frame = Fuzz.damaged(data, GOOD.get(way));
            final long refusals = refusals(counters) + node.coordinatorAdapter.malformed();
            Fuzz.bounded(MAX_BYTES, () -> give(mesh, node, way, frame));
            final boolean isRefused = refusals(counters) + node.coordinatorAdapter.malformed() > refusals;
            if (isSame) {
                isSame = before == hash(node);
                // Ghosts that make no sense end their stream, and so are not without effect.
                final boolean isGhosts = way == 0 && frame.length > 2 && frame[2] == GhostFrameDecoder.TEMPLATE_ID;
                Fuzz.require(isSame || !isRefused || isGhosts, "refused, and yet changed, on way " + way);
            }
        }
        if (isSame) {
            untouched = mesh;
            return;
        }
        for (int cycle = 0; cycle < 60; cycle++) {
            mesh.nowNs += 2_000_000L;
            Fuzz.bounded(MAX_BYTES, () -> node.core.doWork(mesh.nowNs));
        }
    }

    private static void give(
            final VirtualMesh mesh, final VirtualMesh.VirtualNode node, final int way, final byte[] frame) {
        final UnsafeBuffer buffer = Fuzz.atEnd(frame);
        if (way == 0) {
            node.core.onPeerFrame(mesh.nowNs, buffer, Fuzz.BEFORE, frame.length);
        } else if (way == 1) {
            node.core.onSessionFrame(mesh.nowNs, buffer, Fuzz.BEFORE, frame.length);
        } else {
            node.coordinatorAdapter.onFrame(mesh.nowNs, buffer, Fuzz.BEFORE, frame.length);
        }
    }

    private static long refusals(final NodeCounters counters) {
        return counters.total(CounterKind.MALFORMED_DROPPED) + counters.total(CounterKind.UNKNOWN_SENDER_DROPPED);
    }

    private static long hash(final VirtualMesh.VirtualNode node) {
        return StateHash.of(StateHash.inside(node.core, "active"), NodeFrameFuzzer::isNoState);
    }

    /** Counters, what frames are read with, and what is not the node's own. */
    private static boolean isNoState(final Field field) {
        final String owner = field.getDeclaringClass().getSimpleName();
        final String type = field.getType().getSimpleName();
        return type.endsWith("Counters")
                || type.equals("FrameWalk")
                || type.equals("WireReader")
                || type.equals("MemberLinks")
                || type.equals("FrameChannel")
                || type.equals("NodeEvents")
                || type.equals("Strangers")
                || owner.endsWith("Adapter") && type.equals("UnsafeBuffer");
    }
}
