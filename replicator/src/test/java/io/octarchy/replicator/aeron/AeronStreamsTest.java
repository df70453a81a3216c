package io.octarchy.replicator.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.status.SystemCounterDescriptor;
import io.aeron.logbuffer.ControlledFragmentHandler.Action;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AeronStreamsTest {
    private static final long LIVENESS_NS = TimeUnit.SECONDS.toNanos(30);
    private static final int OTHER_DRIVER = 1;
    private static final int DATAGRAMS = 500;

    @TempDir
    Path directory;

    private MediaDriver driver;
    private Aeron aeron;

    @BeforeEach
    void launch() {
        driver = MediaDrivers.launchEmbedded(directory.resolve("driver").toString());
        aeron = MediaDrivers.connect(driver.aeronDirectoryName(), error -> {});
    }

    @AfterEach
    void close() {
        aeron.close();
        driver.close();
    }

    @Test
    void shouldSayWhyTheDriverWillNotReceive() {
        // Passes every check of ours, and is no endpoint in Aeron's notation, which wants [::1].
        try (AeronStreams streams = new AeronStreams(aeron, StreamSettings.of("::1"))) {
            await(streams, () -> streams.failure() != null);
            assertTrue(streams.failure().contains("refused to receive at ::1:0"), streams::failure);
            assertThrows(IllegalStateException.class, streams::endpoint);
            streams.doWork();
        }
    }

    @Test
    void shouldDropWhatIsNoAeronAndGoOn() throws IOException {
        try (AeronStreams streams = new AeronStreams(aeron, StreamSettings.of("localhost"))) {
            await(streams, streams::isReady);
            assertNull(streams.failure());
            final long invalidBefore = invalidPackets();
            sendNoise(streams.endpoint(), new Random(7));
            await(streams, () -> invalidPackets() > invalidBefore);
            assertEquals(List.of(42L), sendAndTake(streams));
        }
    }

    /** Over UDP, as a member of another driver would. */
    private List<Long> sendAndTake(final AeronStreams streams) {
        final AeronFrameChannel channel =
                streams.open(streams.driver() + OTHER_DRIVER, streams.endpoint(), streams.controlStream());
        // Connected is not enough: the receiver must have told its window, too.
        await(streams, () -> isSent(channel));
        final List<Long> taken = new ArrayList<>();
        await(
                streams,
                () -> streams.pollControl(
                                (buffer, offset, length, header) -> {
                                    taken.add(buffer.getLong(offset));
                                    return Action.CONTINUE;
                                },
                                10)
                        > 0);
        return taken;
    }

    private static boolean isSent(final AeronFrameChannel channel) {
        final int at = channel.claim(Long.BYTES);
        if (at >= 0) {
            channel.buffer().putLong(at, 42);
            channel.commit();
        }
        return at >= 0;
    }

    private static void sendNoise(final String endpoint, final Random random) throws IOException {
        final int colon = endpoint.lastIndexOf(':');
        final InetSocketAddress to = new InetSocketAddress(
                InetAddress.getByName(endpoint.substring(0, colon)), Integer.parseInt(endpoint.substring(colon + 1)));
        try (DatagramSocket socket = new DatagramSocket()) {
            for (int i = 0; i < DATAGRAMS; i++) {
                final byte[] noise = new byte[random.nextInt(1_400)];
                random.nextBytes(noise);
                socket.send(new DatagramPacket(noise, noise.length, to));
            }
        }
    }

    private long invalidPackets() {
        return driver.context()
                .systemCounters()
                .get(SystemCounterDescriptor.INVALID_PACKETS)
                .get();
    }

    private static void await(final AeronStreams streams, final BooleanSupplier condition) {
        final long deadlineNs = System.nanoTime() + LIVENESS_NS;
        while (!condition.getAsBoolean()) {
            streams.doWork();
            Thread.yield();
            assertTrue(System.nanoTime() - deadlineNs < 0, "not in time; failure " + streams.failure());
        }
    }
}
