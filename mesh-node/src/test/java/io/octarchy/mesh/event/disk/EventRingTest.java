package io.octarchy.mesh.event.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.replicator.frame.FrameChannel;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.agrona.collections.LongArrayList;
import org.agrona.concurrent.MessageHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventRingTest {
    @TempDir
    Path directory;

    private final LongArrayList read = new LongArrayList();
    private final MessageHandler collect = (type, buffer, index, length) -> {
        assertEquals(length, Long.BYTES + (int) (buffer.getLong(index) % 100));
        read.addLong(buffer.getLong(index));
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldGiveWhatWasCommittedInOrderAndNothingElse(final long seed) {
        final Random random = new Random(seed);
        final LongArrayList committed = new LongArrayList();
        try (EventRing ring = new EventRing(file(), 8192);
                EventRingReader reader = EventRingReader.open(file())) {
            for (long i = 0; i < 20_000; i++) {
                final int offset = ring.claim(Long.BYTES + (int) (i % 100));
                if (offset == FrameChannel.BACK_PRESSURED) {
                    reader.read(collect, 1 + random.nextInt(50));
                    continue;
                }
                ring.buffer().putLong(offset, i);
                if (random.nextInt(10) == 0) {
                    ring.abort();
                } else {
                    ring.commit();
                    committed.addLong(i);
                }
            }
            while (reader.read(collect, 10) > 0 || reader.size() > 0) {
                Thread.onSpinWait();
            }
        }
        assertEquals(committed, read, () -> "seed " + seed);
    }

    @Test
    void shouldRefuseWhenFullAndTakeAgainWhenRead() {
        try (EventRing ring = new EventRing(file(), 4096);
                EventRingReader reader = EventRingReader.open(file())) {
            long count = 0;
            while (write(ring, count * 100)) {
                count++;
            }
            assertEquals(FrameChannel.BACK_PRESSURED, ring.claim(Long.BYTES));
            assertEquals(count, reader.read(collect, Integer.MAX_VALUE));
            assertTrue(write(ring, 0));
        }
    }

    @Test
    void shouldKeepWhatIsInItAfterClosing() {
        final EventRing ring = new EventRing(file(), 4096);
        write(ring, 500);
        ring.close();
        assertEquals(FrameChannel.CLOSED, ring.claim(8));
        assertFalse(ring.isConnected());
        try (EventRingReader reader = EventRingReader.open(file())) {
            assertTrue(reader.isWriterClosed());
            assertEquals(1, reader.read(collect, 10));
        }
        assertEquals(500, read.getLong(0));
    }

    @Test
    void shouldRefuseMisuse() {
        assertThrows(IllegalArgumentException.class, () -> new EventRing(file(), 5000));
        try (EventRing ring = new EventRing(file(), 4096)) {
            assertThrows(IllegalStateException.class, () -> new EventRing(file(), 4096));
            assertThrows(IllegalArgumentException.class, () -> ring.claim(0));
            assertThrows(IllegalArgumentException.class, () -> ring.claim(ring.maxFrameLength() + 1));
            assertThrows(IllegalStateException.class, ring::commit);
            assertThrows(IllegalStateException.class, ring::abort);
            ring.claim(8);
            assertThrows(IllegalStateException.class, () -> ring.claim(8));
        }
    }

    @Test
    void shouldRefuseAFileThatIsNoRing() throws IOException {
        assertThrows(IllegalStateException.class, () -> EventRingReader.open(file()));
        Files.write(file().toPath(), new byte[10]);
        assertThrows(IllegalStateException.class, () -> EventRingReader.open(file()));
        Files.write(file().toPath(), new byte[100_000]);
        assertThrows(IllegalStateException.class, () -> EventRingReader.open(file()));
        new EventRing(other(), 4096).close();
        final byte[] whole = Files.readAllBytes(other().toPath());
        Files.write(file().toPath(), java.util.Arrays.copyOf(whole, whole.length - 1));
        assertThrows(IllegalStateException.class, () -> EventRingReader.open(file()));
    }

    @Test
    @Timeout(60)
    void shouldStillGiveTheEventsOfAKilledProcess() throws Exception {
        final Process writer = new ProcessBuilder(command(file())).inheritIO().start();
        try {
            awaitReady();
            try (EventRingReader reader = EventRingReader.open(file())) {
                assertEquals(writer.pid(), reader.writerPid());
                while (reader.size() < 200_000) {
                    assertTrue(writer.isAlive());
                    Thread.sleep(1);
                }
                assertFalse(reader.isWriterGone());
                writer.destroyForcibly();
                assertTrue(writer.waitFor(10, TimeUnit.SECONDS));
                assertTrue(reader.isWriterGone());
                assertFalse(reader.isWriterClosed());
                while (reader.read(collect, 1000) > 0) {
                    Thread.onSpinWait();
                }
            }
            assertTrue(read.size() > 2_000, () -> "only " + read.size());
            for (int i = 0; i < read.size(); i++) {
                assertEquals(i, read.getLong(i));
            }
        } finally {
            writer.destroyForcibly();
        }
    }

    private void awaitReady() throws InterruptedException {
        final long deadlineNs = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!EventRingReader.isReady(file())) {
            assertTrue(deadlineNs - System.nanoTime() > 0, "the writer did not start");
            Thread.sleep(10);
        }
    }

    private static List<String> command(final File file) {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Writer.class.getName(), file.toString()));
        return command;
    }

    private static boolean write(final EventRing ring, final long value) {
        final int offset = ring.claim(Long.BYTES + (int) (value % 100));
        if (offset < 0) {
            return false;
        }
        ring.buffer().putLong(offset, value);
        ring.commit();
        return true;
    }

    private File file() {
        return directory.resolve("events").toFile();
    }

    private File other() {
        return directory.resolve("other").toFile();
    }

    /** Writes numbers until it is killed. */
    static final class Writer {
        private Writer() {}

        public static void main(final String[] args) throws InterruptedException {
            try (EventRing ring = new EventRing(new File(args[0]))) {
                for (long i = 0; true; i++) {
                    while (!write(ring, i)) {
                        Thread.sleep(1);
                    }
                }
            }
        }
    }
}
