package io.octarchy.mesh.node;

import io.octarchy.replicator.frame.FrameChannel;
import java.util.ArrayDeque;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** One ordered link of a virtual mesh: frames arrive after a latency. */
final class QueueChannel implements FrameChannel {
    record Frame(long arrivesNs, byte[] bytes) {}

    private final VirtualMesh mesh;
    final ArrayDeque<Frame> frames = new ArrayDeque<>();
    private final UnsafeBuffer scratch = new UnsafeBuffer(new byte[8192]);
    private int claimed;
    private long lastArrivalNs;
    boolean cut;

    QueueChannel(final VirtualMesh mesh) {
        this.mesh = mesh;
    }

    @Override
    public int claim(final int length) {
        if (length > maxFrameLength()) {
            throw new IllegalArgumentException("frame of " + length);
        }
        claimed = length;
        scratch.setMemory(0, length, (byte) 0);
        return frames.size() > 4096 ? BACK_PRESSURED : 0;
    }

    @Override
    public MutableDirectBuffer buffer() {
        return scratch;
    }

    @Override
    public void commit() {
        if (!cut) {
            final byte[] bytes = new byte[claimed];
            scratch.getBytes(0, bytes);
            lastArrivalNs = Math.max(lastArrivalNs, mesh.nowNs + mesh.latencyNs());
            frames.add(new Frame(lastArrivalNs, bytes));
        }
    }

    @Override
    public void abort() {}

    @Override
    public int maxFrameLength() {
        return 8160;
    }

    @Override
    public boolean isConnected() {
        return true;
    }
}
