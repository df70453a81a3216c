package io.octarchy.mesh.event.disk;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.octarchy.fuzz.Fuzz;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/** Event rings of any content, such as a killed writer or a full disk leaves: refused, or read within their bounds. */
class EventRingFuzzer {
    private static final int CAPACITY = 4096;
    private static final long MAX_BYTES = 1 << 20;
    private static final Path FILE = path();
    private static final byte[] GOOD = good();

    private static Path path() {
        try {
            final Path file = Files.createTempFile("octarchy-fuzz", ".ring");
            file.toFile().deleteOnExit();
            return file;
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] good() {
        try {
            Files.delete(FILE);
            try (EventRing ring = new EventRing(FILE.toFile(), CAPACITY)) {
                for (int i = 0; i < 40; i++) {
                    final int at = ring.claim(8 + i);
                    ring.buffer().putLong(at, i);
                    ring.commit();
                }
            }
            return Files.readAllBytes(FILE);
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @FuzzTest
    void read(final FuzzedDataProvider data) throws IOException {
        final byte[] bytes = GOOD.clone();
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        for (int edits = data.consumeInt(0, 6); edits > 0; edits--) {
            final int area = data.consumeInt(0, 2);
            final int from = area == 0 ? 0 : area == 1 ? EventRingLayout.HEADER_LENGTH : bytes.length - 768;
            final int at = from + data.consumeInt(0, area == 0 ? 40 : area == 1 ? 900 : 760);
            if (data.consumeBoolean()) {
                buffer.putInt(at, data.consumeInt());
            } else {
                buffer.putByte(at, data.consumeByte());
            }
        }
        final int length = data.consumeInt(0, 9) == 0 ? data.consumeInt(0, bytes.length) : bytes.length;
        Files.write(FILE, java.util.Arrays.copyOf(bytes, length));
        final File file = FILE.toFile();
        Fuzz.bounded(MAX_BYTES, () -> drain(file));
    }

    private static void drain(final File file) {
        try (EventRingReader reader = EventRingReader.open(file)) {
            final int[] frames = new int[1];
            for (int i = 0; i < 100; i++) {
                reader.read(
                        (type, buffer, index, size) -> {
                            Fuzz.require(size >= 0 && index >= 0 && index + size <= buffer.capacity(), "outside");
                            frames[0]++;
                        },
                        16);
            }
            Fuzz.require(frames[0] <= CAPACITY / 8, "more frames than there is room for");
        } catch (final IllegalStateException e) {
            Fuzz.require(e.getMessage() != null, "refused without a reason");
        }
    }
}
