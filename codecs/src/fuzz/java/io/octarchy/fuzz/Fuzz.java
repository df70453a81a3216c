package io.octarchy.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What fuzzers share: bytes that are nearly right, since bytes at random never come past the first check; and bounds on what
 * a receiver may take for any bytes.
 */
public final class Fuzz {
    /** Bytes before a frame in its buffer, so that an offset that is forgotten shows. */
    public static final int BEFORE = 3;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long MAX_CPU_NS = 5_000_000_000L;
    private static final int MAX_EDITS = 6;
    /** Loading and instrumenting classes counts as the work of whoever needed them first. */
    private static final int WARM_CALLS = 20;

    private static final long FIRST_CLASSES_BYTES = 1 << 30;
    private static final long LATE_CLASSES_BYTES = 64 << 20;
    private static final long[] EDGES = {
        0,
        1,
        -1,
        2,
        127,
        128,
        255,
        256,
        32_767,
        32_768,
        65_535,
        65_536,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        1L << 32,
        1L << 62,
        Double.doubleToLongBits(Double.NaN),
        Double.doubleToLongBits(1e300),
        0x7FC0_0000_7FC0_0000L
    };

    private static final StackWalker CALLERS = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private static final Map<Class<?>, Integer> CALLS = new HashMap<>();

    private Fuzz() {}

    /** One of the good frames, damaged as the fuzzer wishes; now and then bytes of its own making. */
    public static byte[] damaged(final FuzzedDataProvider data, final List<byte[]> good) {
        final int which = data.consumeInt(0, good.size());
        if (which == good.size()) {
            return data.consumeBytes(data.consumeInt(0, 600));
        }
        byte[] frame = good.get(which).clone();
        for (int edits = data.consumeInt(0, MAX_EDITS); edits > 0 && frame.length > 0; edits--) {
            frame = edited(data, frame);
        }
        return frame;
    }

    private static byte[] edited(final FuzzedDataProvider data, final byte[] frame) {
        final int at = data.consumeInt(0, frame.length - 1);
        final UnsafeBuffer buffer = new UnsafeBuffer(frame);
        switch (data.consumeInt(0, 7)) {
            case 0 -> frame[at] = data.consumeByte();
            case 1 -> frame[at] ^= (byte) (1 << data.consumeInt(0, 7));
            case 2 -> put(buffer, at, data.consumeInt(0, 3), EDGES[data.consumeInt(0, EDGES.length - 1)]);
            case 3 -> put(buffer, at, data.consumeInt(0, 3), data.consumeLong());
            case 4 -> put(buffer, at, 1, data.consumeInt(0, 64));
            case 5 -> {
                return Arrays.copyOf(frame, at);
            }
            case 6 -> {
                return Arrays.copyOf(frame, frame.length + data.consumeInt(1, 64));
            }
            default -> System.arraycopy(frame, 0, frame, at, Math.min(frame.length - at, data.consumeInt(1, 32)));
        }
        return frame;
    }

    private static void put(final UnsafeBuffer buffer, final int at, final int log2Width, final long value) {
        for (int i = 0; i < 1 << log2Width && at + i < buffer.capacity(); i++) {
            buffer.putByte(at + i, (byte) (value >>> 8 * i));
        }
    }

    /** The frame as the last bytes of a buffer, so that reading beyond it throws; it begins at {@link #BEFORE}. */
    public static UnsafeBuffer atEnd(final byte[] frame) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[BEFORE + frame.length]);
        buffer.putBytes(BEFORE, frame);
        return buffer;
    }

    /** Run, in bounded time of the processor, and with at most so many bytes allocated. */
    public static void bounded(final long maxBytes, final Runnable work) {
        final boolean isWarm = CALLS.merge(CALLERS.getCallerClass(), 1, Integer::sum) > WARM_CALLS;
        final long cpuNs = THREADS.getCurrentThreadCpuTime();
        final long bytes = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        final long taken = THREADS.getCurrentThreadAllocatedBytes() - bytes;
        final long tookNs = THREADS.getCurrentThreadCpuTime() - cpuNs;
        require(taken <= maxBytes + (isWarm ? LATE_CLASSES_BYTES : FIRST_CLASSES_BYTES), taken + " bytes allocated");
        require(tookNs <= MAX_CPU_NS, tookNs + " ns taken");
    }

    /** What a fuzzer holds to be true whatever the bytes. */
    public static void require(final boolean holds, final String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
