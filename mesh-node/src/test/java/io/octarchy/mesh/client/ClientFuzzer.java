package io.octarchy.mesh.client;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.octarchy.codec.client.ConnectDecoder;
import io.octarchy.codec.client.ConnectedEncoder;
import io.octarchy.codec.client.LoginAckEncoder;
import io.octarchy.codec.client.LoginDecoder;
import io.octarchy.codec.client.LoginStatus;
import io.octarchy.codec.client.MessageHeaderDecoder;
import io.octarchy.codec.client.MessageHeaderEncoder;
import io.octarchy.codec.client.NoticeEncoder;
import io.octarchy.codec.client.SessionNotice;
import io.octarchy.fuzz.Fuzz;
import io.octarchy.mesh.session.MemoryChannel;
import io.octarchy.mesh.session.Messages;
import io.octarchy.replicator.view.ReplicaListener;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Frames of any content from a gateway, before, while and after a session is open: the client drops them or goes on. */
class ClientFuzzer {
    private static final long MS = 1_000_000L;
    private static final long SESSION = 77;
    private static final long MAX_BYTES = 16 << 20;

    private final MemoryChannel sent = new MemoryChannel();
    private final Client client = new Client(ClientSettings.defaults(), sent, 12_345, 1, () -> "aeron:ipc");
    private final GatewayAdapter adapter = new GatewayAdapter(client);
    private long correlation;
    private long login;
    private long nowNs = 77 * MS;

    @FuzzTest
    void receive(final FuzzedDataProvider data) {
        final ClientFuzzer far = new ClientFuzzer();
        far.start(data.consumeInt(0, 3));
        final List<byte[]> good =
                List.of(far.connected(), far.ack(), notice(), Messages.view(SESSION, 1, 1, 1L << 32, 10, 1, 0, 40));
        for (int frames = data.consumeInt(1, 6); frames > 0; frames--) {
            final byte[] frame = Fuzz.damaged(data, good);
            final int ms = data.consumeInt(0, 500);
            Fuzz.bounded(MAX_BYTES, () -> far.give(frame));
            Fuzz.bounded(MAX_BYTES, () -> far.step(ms));
        }
    }

    /** How far the login has come. */
    private void start(final int stage) {
        step(0);
        correlation = new ConnectDecoder()
                .wrapAndApplyHeader(new UnsafeBuffer(sent.take()), 0, new MessageHeaderDecoder())
                .correlation();
        if (stage > 0) {
            give(connected());
        }
        if (stage > 1) {
            client.login(nowNs, 42, 1, 2, 3, new byte[0], new SessionListener() {}, new ReplicaListener() {});
            step(10);
            for (byte[] frame = sent.take(); frame != null; frame = sent.take()) {
                final UnsafeBuffer buffer = new UnsafeBuffer(frame);
                if (new MessageHeaderDecoder().wrap(buffer, 0).templateId() == LoginDecoder.TEMPLATE_ID) {
                    login = new LoginDecoder()
                            .wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder())
                            .correlation();
                }
            }
        }
        if (stage > 2) {
            give(ack());
        }
    }

    private void step(final int ms) {
        nowNs += ms * MS;
        client.doWork(nowNs);
    }

    private void give(final byte[] frame) {
        adapter.onFrame(nowNs, Fuzz.atEnd(frame), Fuzz.BEFORE, frame.length);
    }

    private byte[] connected() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        final ConnectedEncoder encoder = new ConnectedEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .correlation(correlation)
                .client(3)
                .status(LoginStatus.OK);
        return Arrays.copyOf(buffer.byteArray(), encoder.limit());
    }

    private byte[] ack() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        final LoginAckEncoder encoder = new LoginAckEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .correlation(login)
                .session(SESSION)
                .avatar(5)
                .status(LoginStatus.OK);
        return Arrays.copyOf(buffer.byteArray(), encoder.limit());
    }

    private static byte[] notice() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        final NoticeEncoder encoder = new NoticeEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .session(SESSION)
                .notice(SessionNotice.HOLDING);
        return Arrays.copyOf(buffer.byteArray(), encoder.limit());
    }
}
