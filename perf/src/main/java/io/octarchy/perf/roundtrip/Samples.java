package io.octarchy.perf.roundtrip;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import org.HdrHistogram.Histogram;

/** The histograms of one workload, in nanoseconds; recorded by one thread, read by others when it has stopped. */
final class Samples {
    /** Beyond this a sample is cut, and shows as the maximum. */
    static final long MAX_NS = 10_000_000_000L;

    private static final int DIGITS = 3;
    private static final int PARTS = 3;

    /** From the send to the answer: a raw round trip, or Prepare to Committed. */
    final Histogram time;

    /** The same, from when it was due. */
    final Histogram fromDue;

    /** From the source's freeze until the target rules; nothing for raw messages. */
    final Histogram gap;

    Samples() {
        this(new Histogram(MAX_NS, DIGITS), new Histogram(MAX_NS, DIGITS), new Histogram(MAX_NS, DIGITS));
    }

    private Samples(final Histogram time, final Histogram fromDue, final Histogram gap) {
        this.time = time;
        this.fromDue = fromDue;
        this.gap = gap;
    }

    static void record(final Histogram histogram, final long ns) {
        histogram.recordValue(Math.max(0, Math.min(ns, MAX_NS)));
    }

    void add(final Samples other) {
        time.add(other.time);
        fromDue.add(other.fromDue);
        gap.add(other.gap);
    }

    Samples copy() {
        final Samples copy = new Samples();
        copy.add(this);
        return copy;
    }

    void reset() {
        time.reset();
        fromDue.reset();
        gap.reset();
    }

    /** As one line of text. */
    String encode() {
        return String.join(" ", encode(time), encode(fromDue), encode(gap));
    }

    static Samples decode(final String line) {
        final String[] parts = line.split(" ");
        if (parts.length != PARTS) {
            throw new IllegalArgumentException("not three histograms: " + line);
        }
        return new Samples(decodeOne(parts[0]), decodeOne(parts[1]), decodeOne(parts[2]));
    }

    private static String encode(final Histogram histogram) {
        final ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        final int length = histogram.encodeIntoCompressedByteBuffer(buffer, Deflater.BEST_SPEED);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }

    private static Histogram decodeOne(final String text) {
        try {
            return Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(text)), MAX_NS);
        } catch (final DataFormatException e) {
            throw new IllegalArgumentException("not a histogram: " + text, e);
        }
    }
}
