package io.octarchy.mesh.gateway;

import static io.octarchy.mesh.gateway.GatewayRig.A;
import static io.octarchy.mesh.gateway.GatewayRig.B;
import static io.octarchy.mesh.gateway.GatewayRig.FENCE;
import static io.octarchy.mesh.gateway.GatewayRig.GENERATION;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import io.octarchy.codec.client.ConnectDecoder;
import io.octarchy.codec.client.InputEncoder;
import io.octarchy.codec.client.LoginStatus;
import io.octarchy.codec.client.MessageHeaderEncoder;
import io.octarchy.codec.client.ViewEncoder;
import io.octarchy.codec.control.MemberState;
import io.octarchy.mesh.session.Messages;
import io.octarchy.replicator.frame.FrameChannel;
import java.lang.management.ManagementFactory;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** A gateway with 2,000 sessions that move, are handed over, and lose views, allocates nothing. */
class GatewayAllocationTest {
    private static final int SESSIONS = 2_000;
    private static final int CLIENT = 5;
    private static final int WARM_UP = 300;
    private static final int ROUNDS = 200;

    /** The compiler may allocate on the thread in one of them; what the gateway did would show in all. */
    private static final int WINDOWS = 3;

    private static final long ROUND_NS = 50_000_000L;

    private final UnsafeBuffer keepAlive =
            new UnsafeBuffer(Messages.connect(1, ConnectDecoder.SCHEMA_VERSION, 5, "aeron:ipc"));
    private final UnsafeBuffer input = new UnsafeBuffer(Messages.input(0, 0, 0.5f, 0));
    private final UnsafeBuffer view = new UnsafeBuffer(Messages.view(0, A, FENCE, GENERATION, 0, 1, 0, 800));
    private final InputEncoder inputEncoder = new InputEncoder();
    private final ViewEncoder viewEncoder = new ViewEncoder();
    private final long[] sessions = new long[SESSIONS];
    private final Sink toClient = new Sink();
    private final Gateway gateway = new Gateway(GatewaySettings.defaults(), new GatewayPorts() {
        @Override
        public FrameChannel openNode(
                final int incarnation, final long driver, final int sessionStream, final String endpoint) {
            return new Sink();
        }

        @Override
        public FrameChannel openClient(final int responseStream, final String responseChannel) {
            return toClient;
        }

        @Override
        public void close(final FrameChannel channel) {}
    });
    private final ClientAdapter clients = new ClientAdapter(gateway);
    private final NodeAdapter nodes = new NodeAdapter(gateway);
    private long nowNs = 1;

    /** Takes all but one frame in a thousand. */
    private static final class Sink implements FrameChannel {
        private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[2_048]);
        private int claims;

        @Override
        public int claim(final int length) {
            return ++claims % 1_000 == 0 ? BACK_PRESSURED : 0;
        }

        @Override
        public MutableDirectBuffer buffer() {
            return buffer;
        }

        @Override
        public void commit() {}

        @Override
        public void abort() {}

        @Override
        public int maxFrameLength() {
            return 1_376;
        }

        @Override
        public boolean isConnected() {
            return true;
        }
    }

    private void give(final byte[] frame) {
        clients.onFrame(nowNs, CLIENT, new UnsafeBuffer(frame), 0, frame.length);
    }

    private void login() {
        gateway.onJoined(nowNs, 100);
        gateway.onTerritory(nowNs, new Territory() {
            @Override
            public boolean contains(final double x, final double y, final double z) {
                return true;
            }

            @Override
            public int ownerAt(final double x, final double y, final double z) {
                return A;
            }
        });
        gateway.onMember(nowNs, A, MemberState.LIVE, 0, 1, "a:1");
        gateway.onMember(nowNs, B, MemberState.LIVE, 0, 1, "b:1");
        give(Messages.connect(1, ConnectDecoder.SCHEMA_VERSION, 5, "aeron:ipc"));
        gateway.doWork(nowNs);
        for (int i = 0; i < SESSIONS; i++) {
            give(Messages.login(1, i, i, 1, 1));
            sessions[i] = 100L << 32 | i + 1;
            final byte[] home = Messages.home(sessions[i], i + 1, A, FENCE, GENERATION, LoginStatus.OK);
            nodes.onFrame(nowNs, new UnsafeBuffer(home), 0, home.length);
        }
        for (int i = 0; i < 20; i++) {
            gateway.doWork(nowNs);
        }
        assertEquals(SESSIONS, gateway.sessions());
    }

    private void rounds(final int from, final int count) {
        inputEncoder.wrap(input, MessageHeaderEncoder.ENCODED_LENGTH);
        viewEncoder.wrap(view, MessageHeaderEncoder.ENCODED_LENGTH);
        for (int round = from; round < from + count; round++) {
            final int owner = round / 10 % 2 == 0 ? A : B;
            final boolean isReset = round % 10 == 0;
            clients.onFrame(nowNs, CLIENT, keepAlive, 0, keepAlive.capacity());
            for (int i = 0; i < SESSIONS; i++) {
                inputEncoder.session(sessions[i]).sequence(round + 1);
                clients.onFrame(nowNs, CLIENT, input, 0, input.capacity());
                viewEncoder
                        .session(sessions[i])
                        .owner(owner)
                        .epoch(GENERATION + round / 10)
                        .tick(round)
                        .sequence(round % 10 + 1)
                        .flags()
                        .clear()
                        .reset(isReset)
                        .last(true);
                nodes.onFrame(nowNs, view, 0, view.capacity());
            }
            for (int cycle = 0; cycle < 10; cycle++) {
                nowNs += ROUND_NS / 10;
                gateway.doWork(nowNs);
            }
        }
    }

    @Test
    void shouldAllocateNothingInSteadyState() {
        login();
        rounds(0, WARM_UP);
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        long leastNs = Long.MAX_VALUE;
        for (int window = 0; window < WINDOWS; window++) {
            final long startNs = System.nanoTime();
            final long before = threads.getCurrentThreadAllocatedBytes();
            rounds(WARM_UP + window * ROUNDS, ROUNDS);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            leastNs = Math.min(leastNs, System.nanoTime() - startNs);
        }
        System.out.printf(
                "gateway: %d ns for one input, one view of 800 bytes and their share of %d duty cycles%n",
                leastNs / (ROUNDS * (long) SESSIONS), ROUNDS * 10);
        assertEquals(0, least);
        final GatewayCounters counters = gateway.counters();
        assertEquals((WARM_UP + WINDOWS * ROUNDS) * (long) SESSIONS, counters.get(GatewayCounter.INPUTS_FORWARDED));
        assertEquals(
                (WARM_UP + WINDOWS * ROUNDS) * (long) SESSIONS,
                counters.get(GatewayCounter.VIEWS_RELAYED)
                        + counters.get(GatewayCounter.VIEWS_LOST)
                        + counters.get(GatewayCounter.VIEWS_AWAITING_RESET));
        assertEquals((WARM_UP + WINDOWS * ROUNDS) / 10 - 1, counters.get(GatewayCounter.REROUTES) / SESSIONS);
    }
}
