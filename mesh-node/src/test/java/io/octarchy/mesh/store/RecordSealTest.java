package io.octarchy.mesh.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.octarchy.codec.disk.RecordKind;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** A record counts only when every byte of it is the one that was written. */
class RecordSealTest {
    private static final long ID = 0x1234_5678_9ABCL;
    private static final int VERSION = 6;
    private static final int SCHEMA = 4;

    private final RecordSeal seal = new RecordSeal();
    private final byte[] record = Records.sealed(Records.entity(40, ID, 9, RecordKind.RULED));
    private final byte[] image = Records.sealed(Records.image(40, 1));

    @Test
    void shouldTakeWhatWasSealed() {
        assertNull(seal.open(ID, record, record.length));
        assertNull(seal.open(RecordSeal.IMAGE_KEY, image, image.length));
        final byte[] removed = Records.sealed(Records.entity(40, ID, 9, RecordKind.REMOVED));
        assertNull(seal.open(ID, removed, removed.length));
    }

    /** Header, seal, world, epoch, tick, kind, row, luggage: whichever byte, whichever bit. */
    @Test
    void shouldRefuseEveryFlippedBit() {
        for (final byte[] whole : new byte[][] {record, image}) {
            for (int bit = 0; bit < whole.length * Byte.SIZE; bit++) {
                final byte[] flipped = whole.clone();
                flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
                final long key = whole == record ? ID : RecordSeal.IMAGE_KEY;
                assertEquals(RecordFault.CHECKSUM, seal.open(key, flipped, flipped.length), "bit " + bit);
            }
        }
    }

    @Test
    void shouldRefuseEveryTruncation() {
        for (int length = 0; length < record.length; length++) {
            assertNotNull(seal.open(ID, Arrays.copyOf(record, length), length), "length " + length);
        }
        assertEquals(RecordFault.TRUNCATED, seal.open(ID, record, 7));
        assertEquals(RecordFault.TRUNCATED, seal.open(ID, record, record.length + 1));
    }

    @Test
    void shouldRefuseWhatIsTornBetweenTwoStates() {
        final byte[] next = Records.sealed(Records.entity(60, ID, 9, RecordKind.RULED));
        for (int at = 1; at < record.length; at++) {
            final byte[] torn = record.clone();
            System.arraycopy(next, 0, torn, 0, at);
            final boolean isEither = Arrays.equals(torn, record) || Arrays.equals(torn, next);
            assertEquals(isEither, seal.open(ID, torn, torn.length) == null, "torn after " + at);
        }
    }

    @Test
    void shouldRefuseNoise() {
        final long seed = 7;
        final Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            final byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            assertNotNull(seal.open(ID, noise, noise.length), "seed " + seed + ", noise " + i);
        }
        for (int length = 16; length < 300; length++) {
            assertNotNull(seal.open(0, new byte[length], length), "zeros " + length);
        }
    }

    @Test
    void shouldTellWhatIsWhole() {
        final byte[] newer = record.clone();
        new UnsafeBuffer(newer).putShort(VERSION, (short) 99, ByteOrder.LITTLE_ENDIAN);
        assertEquals(RecordFault.NEWER, seal.open(ID, Records.sealed(newer), newer.length));
        final byte[] foreign = record.clone();
        new UnsafeBuffer(foreign).putShort(SCHEMA, (short) 1, ByteOrder.LITTLE_ENDIAN);
        assertEquals(RecordFault.FOREIGN, seal.open(ID, Records.sealed(foreign), foreign.length));
        assertEquals(RecordFault.MISPLACED, seal.open(ID + 1, record, record.length));
        assertEquals(RecordFault.MISPLACED, seal.open(ID, image, image.length));
        final byte[] longer = Arrays.copyOf(record, record.length + 8);
        assertEquals(RecordFault.MISPLACED, seal.open(ID, Records.sealed(longer), longer.length));
    }
}
