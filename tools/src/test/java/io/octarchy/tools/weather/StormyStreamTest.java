package io.octarchy.tools.weather;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.status.SystemCounterDescriptor;
import io.octarchy.replicator.aeron.MediaDrivers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.agrona.CloseHelper;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real stream over UDP whose two ends feel the weather: Aeron mends it, and the weather is felt. */
@Timeout(120)
class StormyStreamTest {
    private static final int MESSAGES = 5_000;
    private static final int STREAM = 7;
    private static final int LENGTH = 1_000;
    private static final int PROCESS = 5;
    private static final long PATIENCE_NS = 60_000_000_000L;
    private static final long SILENCE_NS = 500_000_000L;

    private final UnsafeBuffer message = new UnsafeBuffer(new byte[LENGTH]);
    private final List<Integer> received = new ArrayList<>();
    private int sent;
    private Weather weather;
    private MediaDriver driver;
    private Aeron aeron;
    private Subscription to;
    private ExclusivePublication from;

    @TempDir
    Path folder;

    @BeforeEach
    void open() {
        weather = Weather.create(folder.resolve("weather"));
        driver =
                MediaDriver.launch(MediaDrivers.context(folder.resolve("driver").toString())
                        .sendChannelEndpointSupplier(new WeatherSenders(weather, PROCESS))
                        .receiveChannelEndpointSupplier(new WeatherReceivers(weather, PROCESS + 1)));
        aeron = MediaDrivers.connect(driver.aeronDirectoryName(), Throwable::printStackTrace);
        to = aeron.addSubscription("aeron:udp?endpoint=localhost:0", STREAM);
        await(() -> to.resolvedEndpoint() != null);
        from = aeron.addExclusivePublication("aeron:udp?endpoint=" + to.resolvedEndpoint(), STREAM);
        await(from::isConnected);
    }

    @AfterEach
    void close() {
        CloseHelper.closeAll(aeron, driver, weather);
    }

    @Test
    void shouldLoseDatagramsThatAreSentAgain() {
        weather.disorder(Weather.WHOLE / 50, 0, 0);
        sendAll();
        assertTrue(counter(SystemCounterDescriptor.RETRANSMITS_SENT) > 0);
        assertTrue(bytesReceived() < bytesSent(), () -> bytesReceived() + " of " + bytesSent());
    }

    @Test
    void shouldDoubleDatagrams() {
        weather.disorder(0, Weather.WHOLE / 2, 0);
        sendAll();
        assertTrue(bytesReceived() > 1.2 * bytesSent(), () -> bytesReceived() + " of " + bytesSent());
    }

    @Test
    void shouldLetDatagramsBeOvertaken() {
        weather.disorder(0, 0, Weather.WHOLE / 5);
        sendAll();
        assertTrue(counter(SystemCounterDescriptor.NAK_MESSAGES_SENT) > 0);
    }

    @Test
    void shouldLetNothingPassWhileCutOff() {
        weather.cut(PROCESS, port());
        assertSilence();
        weather.mend(PROCESS);
        await(() -> received.size() == sent);
        weather.isolate(PROCESS + 1, true);
        assertSilence();
        weather.isolate(PROCESS + 1, false);
        await(() -> received.size() == sent);
        weather.isolate(PROCESS, true);
        assertSilence();
        weather.isolate(PROCESS, false);
        await(() -> received.size() == sent);
        assertInOrder();
    }

    private int port() {
        final String endpoint = to.resolvedEndpoint();
        return Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
    }

    /** What is sent now does not come, for so long at least. */
    private void assertSilence() {
        final int before = received.size();
        await(this::offer);
        final long startNs = System.nanoTime();
        while (System.nanoTime() - startNs < SILENCE_NS) {
            poll();
        }
        assertEquals(before, received.size());
    }

    private void sendAll() {
        await(() -> {
            while (sent < MESSAGES && offer()) {
                poll();
            }
            return sent == MESSAGES;
        });
        await(() -> received.size() == MESSAGES);
        assertInOrder();
    }

    private void assertInOrder() {
        assertEquals(IntStream.range(0, sent).boxed().toList(), received);
    }

    private boolean offer() {
        message.putInt(0, sent);
        if (from.offer(message, 0, LENGTH) < 0) {
            return false;
        }
        sent++;
        return true;
    }

    private void poll() {
        to.poll((buffer, offset, length, header) -> received.add(buffer.getInt(offset)), 100);
    }

    private long bytesSent() {
        return counter(SystemCounterDescriptor.BYTES_SENT);
    }

    private long bytesReceived() {
        return counter(SystemCounterDescriptor.BYTES_RECEIVED);
    }

    private long counter(final SystemCounterDescriptor which) {
        return aeron.countersReader().getCounterValue(which.id());
    }

    private void await(final BooleanSupplier condition) {
        final long startNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            poll();
            assertTrue(System.nanoTime() - startNs < PATIENCE_NS, () -> received.size() + " of " + sent);
            Thread.yield();
        }
    }
}
