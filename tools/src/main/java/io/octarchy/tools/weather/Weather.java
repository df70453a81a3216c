package io.octarchy.tools.weather;

import java.nio.MappedByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A file that tells media drivers which weather there is now: shares of datagrams that suffer, the same for all, and for
 * each process whom it cannot reach. One process writes, drivers of others read for each datagram; thread safe.
 */
public final class Weather implements AutoCloseable {
    /** Shares are in millionths. */
    public static final int WHOLE = 1_000_000;

    private static final String FILE = "io.octarchy.weather.file";
    private static final String PROCESS = "io.octarchy.weather.process";
    private static final int LOST = 0;
    private static final int DOUBLED = 4;
    private static final int LATE = 8;
    private static final int CUTS = 64;
    private static final int CUT_LENGTH = 64;
    private static final int MAX_PROCESSES = 256;
    private static final int MAX_PORTS = CUT_LENGTH / Integer.BYTES - 1;

    private final MappedByteBuffer mapped;
    private final UnsafeBuffer buffer;

    private Weather(final MappedByteBuffer mapped) {
        this.mapped = mapped;
        buffer = new UnsafeBuffer(mapped);
    }

    /** Make the file: the weather is fair. */
    public static Weather create(final Path file) {
        return new Weather(IoUtil.mapNewFile(file.toFile(), CUTS + (long) MAX_PROCESSES * CUT_LENGTH));
    }

    static Weather open(final Path file) {
        return new Weather(IoUtil.mapExistingFile(file.toFile(), "weather"));
    }

    /** System properties of this JVM, for the drivers that it starts from now on. */
    public static void over(final Path file, final int process) {
        properties(file, Integer.toString(process)).forEach(one -> System.setProperty(one.get(0), one.get(1)));
    }

    /**
     * The same as flags of a JVM.
     *
     * @param process its number, or what will be replaced by it.
     */
    public static List<String> flags(final Path file, final String process) {
        return properties(file, process).stream()
                .map(one -> "-D" + one.get(0) + "=" + one.get(1))
                .toList();
    }

    private static List<List<String>> properties(final Path file, final String process) {
        return List.of(
                List.of("aeron.SendChannelEndpoint.supplier", WeatherSenders.class.getName()),
                List.of("aeron.ReceiveChannelEndpoint.supplier", WeatherReceivers.class.getName()),
                List.of(FILE, file.toString()),
                List.of(PROCESS, process));
    }

    /** The weather of this process, or null when it has none. */
    static Weather here() {
        final String file = System.getProperty(FILE);
        return file == null ? null : open(Path.of(file));
    }

    /** This process's number. */
    static int process() {
        return Integer.getInteger(PROCESS, 0);
    }

    /** From now on these shares of all datagrams are lost, come twice, come later than their successors: millionths. */
    public void disorder(final int lost, final int doubled, final int late) {
        buffer.putIntRelease(LOST, lost);
        buffer.putIntRelease(DOUBLED, doubled);
        buffer.putIntRelease(LATE, late);
    }

    int lost() {
        return buffer.getIntVolatile(LOST);
    }

    int doubled() {
        return buffer.getIntVolatile(DOUBLED);
    }

    int late() {
        return buffer.getIntVolatile(LATE);
    }

    private static int at(final int process) {
        return CUTS + Math.floorMod(process, MAX_PROCESSES) * CUT_LENGTH;
    }

    /** Nothing reaches the process or leaves it. */
    public void isolate(final int process, final boolean isolated) {
        buffer.putIntRelease(at(process), isolated ? 1 : 0);
    }

    boolean isIsolated(final int process) {
        return buffer.getIntVolatile(at(process)) != 0;
    }

    /** Nothing that the process sends reaches this port, nor an answer the process. At most {@value #MAX_PORTS} at once. */
    public void cut(final int process, final int port) {
        for (int i = 1; i <= MAX_PORTS; i++) {
            if (buffer.compareAndSetInt(at(process) + i * Integer.BYTES, 0, port)) {
                return;
            }
        }
    }

    /** The process reaches all ports again. */
    public void mend(final int process) {
        for (int i = 1; i <= MAX_PORTS; i++) {
            buffer.putIntRelease(at(process) + i * Integer.BYTES, 0);
        }
    }

    boolean isCut(final int process, final int port) {
        for (int i = 1; i <= MAX_PORTS; i++) {
            final int cut = buffer.getIntVolatile(at(process) + i * Integer.BYTES);
            if (cut == port && port != 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        IoUtil.unmap(mapped);
    }
}
