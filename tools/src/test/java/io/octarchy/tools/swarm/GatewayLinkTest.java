package io.octarchy.tools.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.Aeron;
import io.aeron.CommonContext;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.octarchy.codec.client.ConnectDecoder;
import io.octarchy.codec.client.ConnectedEncoder;
import io.octarchy.codec.client.InputDecoder;
import io.octarchy.codec.client.LoginAckEncoder;
import io.octarchy.codec.client.LoginDecoder;
import io.octarchy.codec.client.LoginStatus;
import io.octarchy.codec.client.LogoutDecoder;
import io.octarchy.codec.client.MessageHeaderDecoder;
import io.octarchy.codec.client.MessageHeaderEncoder;
import io.octarchy.codec.client.NoticeEncoder;
import io.octarchy.codec.client.SessionNotice;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.SystemNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over real Aeron, against a gateway that says yes to everything and shows nothing. */
class GatewayLinkTest {
    private static final int CLIENT_STREAM = 901;
    private static final int RESPONSE_STREAM = 902;
    private static final int PLAYERS = 5;
    private static final long LIVENESS_NS = 10_000_000_000L;

    private final UnsafeBuffer answer = new UnsafeBuffer(new byte[256]);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MessageHeaderEncoder answerHeader = new MessageHeaderEncoder();
    private final int[] inputs = new int[PLAYERS + 1];
    private final int[] connected = new int[PLAYERS];
    private MediaDriver driver;
    private Aeron aeron;
    private Subscription requests;
    private Publication answers;
    private GatewayLink link;
    private boolean alsoClosed;

    private final PlayerListener listener = new PlayerListener() {
        @Override
        public void onConnected(final int player, final long avatar) {
            assertEquals(1000 + player + 1, avatar);
            connected[player]++;
        }

        @Override
        public void onDisconnected(final int player, final boolean wanted) {
            assertTrue(wanted);
            connected[player]--;
        }

        @Override
        public void onViewBegin(final int player, final long tick, final int owner, final long epoch) {}

        @Override
        public void onEntity(
                final int player,
                final long entity,
                final int type,
                final long entityTick,
                final int owner,
                final long epoch,
                final double x,
                final double y,
                final double z) {}

        @Override
        public void onLeave(final int player, final long entity, final boolean removed) {}

        @Override
        public void onViewEnd(final int player) {}

        @Override
        public void onInputShown(final int player, final long latencyNs) {}
    };

    @BeforeEach
    void start() {
        driver = MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(CommonContext.generateRandomDirName())
                .threadingMode(ThreadingMode.SHARED)
                .dirDeleteOnShutdown(true));
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.aeronDirectoryName()));
        requests = aeron.addSubscription(CommonContext.IPC_CHANNEL, CLIENT_STREAM);
        answers = aeron.addPublication(CommonContext.IPC_CHANNEL, RESPONSE_STREAM);
        link = new GatewayLink(
                aeron,
                SystemNanoClock.INSTANCE,
                "",
                CLIENT_STREAM,
                "localhost",
                RESPONSE_STREAM,
                PLAYERS,
                1,
                99,
                () -> alsoClosed = true);
    }

    @AfterEach
    void stop() {
        CloseHelper.closeAll(link, aeron, driver);
    }

    @Test
    void shouldLogInPlayAndLogOut() {
        assertFalse(link.input(0, 0, 0, 0, 0, 0, 0));
        assertTrue(link.isAway(0));
        for (int player = 0; player < PLAYERS; player++) {
            link.login(SystemNanoClock.INSTANCE.nanoTime(), player, 10, 20, 0);
        }
        assertFalse(link.isAway(0));
        await(() -> Arrays.stream(connected).sum() == PLAYERS);
        assertTrue(link.isReachable());
        for (int player = 0; player < PLAYERS; player++) {
            assertTrue(link.isConnected(player));
            assertTrue(link.input(5, 5, player, 0.5f, 0.5f, 1, 3));
        }
        await(() -> Arrays.stream(inputs).sum() == PLAYERS);
        link.logout(SystemNanoClock.INSTANCE.nanoTime(), 2);
        await(() -> link.isAway(2));
        assertEquals(PLAYERS - 1, Arrays.stream(connected).sum());
        link.login(SystemNanoClock.INSTANCE.nanoTime(), 2, 10, 20, 0);
        await(() -> link.isConnected(2));
        link.close();
        assertTrue(alsoClosed);
    }

    private void await(final BooleanSupplier condition) {
        final long deadlineNs = System.nanoTime() + LIVENESS_NS;
        while (!condition.getAsBoolean()) {
            requests.poll((buffer, offset, length, frame) -> onRequest(buffer, offset), 16);
            link.doWork(System.nanoTime(), listener);
            assertTrue(System.nanoTime() - deadlineNs < 0, "in time");
            Thread.yield();
        }
    }

    private void onRequest(final DirectBuffer buffer, final int offset) {
        switch (header.wrap(buffer, offset).templateId()) {
            case ConnectDecoder.TEMPLATE_ID ->
                onConnect(new ConnectDecoder().wrapAndApplyHeader(buffer, offset, header));
            case LoginDecoder.TEMPLATE_ID -> onLogin(new LoginDecoder().wrapAndApplyHeader(buffer, offset, header));
            case InputDecoder.TEMPLATE_ID ->
                inputs[
                        (int) new InputDecoder()
                                .wrapAndApplyHeader(buffer, offset, header)
                                .session()]++;
            case LogoutDecoder.TEMPLATE_ID -> onLogout(new LogoutDecoder().wrapAndApplyHeader(buffer, offset, header));
            default -> throw new AssertionError("unexpected request");
        }
    }

    private void onConnect(final ConnectDecoder connect) {
        final ConnectedEncoder encoder = new ConnectedEncoder();
        encoder.wrapAndApplyHeader(answer, 0, answerHeader)
                .correlation(connect.correlation())
                .client(1)
                .status(LoginStatus.OK);
        send(encoder.encodedLength());
    }

    private void onLogin(final LoginDecoder login) {
        final LoginAckEncoder encoder = new LoginAckEncoder();
        encoder.wrapAndApplyHeader(answer, 0, answerHeader)
                .correlation(login.correlation())
                .session(login.player())
                .avatar(1000 + login.player())
                .status(LoginStatus.OK);
        send(encoder.encodedLength());
    }

    private void onLogout(final LogoutDecoder logout) {
        final NoticeEncoder encoder = new NoticeEncoder();
        encoder.wrapAndApplyHeader(answer, 0, answerHeader)
                .session(logout.session())
                .notice(SessionNotice.CLOSED);
        send(encoder.encodedLength());
    }

    private void send(final int length) {
        answers.offer(answer, 0, MessageHeaderEncoder.ENCODED_LENGTH + length);
    }
}
