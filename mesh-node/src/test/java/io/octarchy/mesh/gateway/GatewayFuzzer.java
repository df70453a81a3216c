package io.octarchy.mesh.gateway;

import static io.octarchy.mesh.gateway.GatewayRig.A;
import static io.octarchy.mesh.gateway.GatewayRig.FENCE;
import static io.octarchy.mesh.gateway.GatewayRig.GENERATION;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.octarchy.codec.client.LoginStatus;
import io.octarchy.fuzz.Fuzz;
import io.octarchy.fuzz.StateHash;
import io.octarchy.mesh.session.Messages;
import java.lang.reflect.Field;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Frames of any content from clients and nodes: what a gateway counts as malformed or misplaced changes nothing in it. */
class GatewayFuzzer {
    private static final int CLIENT = 5;
    private static final long MAX_BYTES = 1 << 20;

    @FuzzTest
    void receive(final FuzzedDataProvider data) {
        final GatewayRig rig = new GatewayRig();
        final long session = rig.login(CLIENT, rig.connect(CLIENT), 1, 42, -10);
        final List<List<byte[]>> good = List.of(
                List.of(
                        Messages.connect(9, 0, 9, "aeron:ipc"),
                        Messages.login(1, 2, 43, 10, 0),
                        Messages.input(session, 1, 0.5f, 0),
                        Messages.logout(session)),
                List.of(
                        Messages.home(session, 1, A, FENCE, GENERATION + 1, LoginStatus.OK),
                        Messages.view(session, A, FENCE, GENERATION, 10, 1, 0, 40),
                        Messages.closed(session, A, FENCE)));
        for (int frames = data.consumeInt(1, 6); frames > 0; frames--) {
            final int way = data.consumeInt(0, 1);
            final byte[] frame = Fuzz.damaged(data, good.get(way));
            final int source = CLIENT + data.consumeInt(0, 2);
            final long before = hash(rig);
            final long refused = refused(rig);
            Fuzz.bounded(MAX_BYTES, () -> give(rig, way, source, frame));
            Fuzz.require(refused == refused(rig) || before == hash(rig), "refused, and yet changed");
            final int ms = data.consumeInt(0, 50);
            Fuzz.bounded(MAX_BYTES, () -> rig.step(ms));
            Fuzz.require(rig.gateway.sessions() <= rig.settings.maxSessions(), "too many sessions");
            Fuzz.require(rig.gateway.connections() <= rig.settings.maxConnections(), "too many connections");
        }
    }

    private static void give(final GatewayRig rig, final int way, final int source, final byte[] frame) {
        final UnsafeBuffer buffer = Fuzz.atEnd(frame);
        if (way == 0) {
            rig.clients.onFrame(rig.nowNs, source, buffer, Fuzz.BEFORE, frame.length);
        } else {
            rig.nodes.onFrame(rig.nowNs, buffer, Fuzz.BEFORE, frame.length);
        }
    }

    private static long refused(final GatewayRig rig) {
        return rig.count(GatewayCounter.MALFORMED_FRAMES) + rig.count(GatewayCounter.MISPLACED_FRAMES);
    }

    private static long hash(final GatewayRig rig) {
        return StateHash.of(rig.gateway, GatewayFuzzer::isNoState);
    }

    private static boolean isNoState(final Field field) {
        final String type = field.getType().getSimpleName();
        return type.equals("GatewayCounters") || type.equals("GatewayPorts") || type.equals("Territory");
    }
}
