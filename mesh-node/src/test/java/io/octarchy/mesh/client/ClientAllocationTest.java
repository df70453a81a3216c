package io.octarchy.mesh.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import io.octarchy.codec.client.ConnectedEncoder;
import io.octarchy.codec.client.LoginAckEncoder;
import io.octarchy.codec.client.LoginStatus;
import io.octarchy.codec.client.MessageHeaderEncoder;
import io.octarchy.codec.client.ViewEncoder;
import io.octarchy.mesh.session.FakeNode;
import io.octarchy.replicator.frame.FrameChannel;
import io.octarchy.replicator.state.EntryEncoder;
import io.octarchy.replicator.state.StateScale;
import io.octarchy.replicator.view.ReplicaListener;
import java.lang.management.ManagementFactory;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** A client with many sessions that send inputs and take views allocates nothing. */
class ClientAllocationTest implements FrameChannel, SessionListener {
    private static final int SESSIONS = 500;
    private static final int WARM_UP = 400;
    private static final int ROUNDS = 200;

    /** The compiler may allocate on the thread in one of them; what the client did would show in all. */
    private static final int WINDOWS = 3;

    private static final long ROUND_NS = 50_000_000L;
    private static final long CORRELATION = 12;

    private final UnsafeBuffer out = new UnsafeBuffer(new byte[2_048]);
    private final UnsafeBuffer in = new UnsafeBuffer(new byte[2_048]);
    private final UnsafeBuffer world = new UnsafeBuffer(new byte[256]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ViewEncoder view = new ViewEncoder();
    private final ClientSession[] sessions = new ClientSession[SESSIONS];
    private final Client client = new Client(ClientSettings.defaults(), this, CORRELATION, 1, () -> "aeron:ipc");
    private final GatewayAdapter adapter = new GatewayAdapter(client);
    private long nowNs = 1;
    private long shown;

    @Override
    public void onInputShown(final long atNs, final ClientSession session, final int sequence, final long latencyNs) {
        shown++;
    }

    @Override
    public int claim(final int length) {
        return 0;
    }

    @Override
    public MutableDirectBuffer buffer() {
        return out;
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

    private void connected() {
        final ConnectedEncoder encoder = new ConnectedEncoder();
        encoder.wrapAndApplyHeader(in, 0, header)
                .correlation(CORRELATION)
                .client(1)
                .status(LoginStatus.OK);
        adapter.onFrame(nowNs, in, 0, encoder.limit());
    }

    private void login() {
        connected();
        final LoginAckEncoder ack = new LoginAckEncoder();
        for (int i = 0; i < SESSIONS; i++) {
            sessions[i] = client.login(nowNs, i, 0, 0, 0, null, this, new ReplicaListener() {});
            ack.wrapAndApplyHeader(in, 0, header)
                    .correlation(i + 1)
                    .session(i + 1)
                    .avatar(i + 1)
                    .status(LoginStatus.OK);
            adapter.onFrame(nowNs, in, 0, ack.limit());
        }
    }

    private void rounds(final int from, final int count) {
        final MutableDirectBuffer entries = world;
        for (int round = from; round < from + count; round++) {
            for (int i = 0; i < SESSIONS; i++) {
                sessions[i].input(nowNs, nowNs, 0.5f, 0, 0, 0, 0);
                view.wrapAndApplyHeader(in, 0, header)
                        .session(i + 1)
                        .owner(1)
                        .fence(1)
                        .epoch(1L << 32)
                        .tick(round)
                        .lastInput(round + 1)
                        .sequence(round + 1);
                view.flags().clear().reset(round == 0).last(true);
                view.putEntries(entries, 0, round == 0 ? worldLength() : 0);
                adapter.onFrame(nowNs, in, 0, view.limit());
            }
            nowNs += ROUND_NS;
            client.doWork(nowNs);
        }
    }

    private int worldLength() {
        final EntryEncoder encoder = new EntryEncoder().wrap(world, 0, world.capacity());
        encoder.world(StateScale.of(FakeNode.WORLD, ROUND_NS), 1);
        return encoder.length();
    }

    @Test
    void shouldAllocateNothingInSteadyState() {
        login();
        rounds(0, WARM_UP);
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int window = 0; window < WINDOWS; window++) {
            connected();
            final long before = threads.getCurrentThreadAllocatedBytes();
            rounds(WARM_UP + window * ROUNDS, ROUNDS);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least);
        assertEquals((WARM_UP + WINDOWS * ROUNDS) * (long) SESSIONS, shown);
        assertEquals(0, client.dropped());
    }
}
