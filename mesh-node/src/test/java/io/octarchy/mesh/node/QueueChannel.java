package io.octarchy.mesh.node;

import io.octarchy.codec.peer.CommandDecoder;
import io.octarchy.codec.peer.PrepareDecoder;
import io.octarchy.codec.peer.ReleaseDecoder;
import io.octarchy.replicator.frame.FrameChannel;
import java.nio.ByteOrder;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One link of a virtual mesh: frames arrive after a latency, in order, but for those of messages that must bear loss,
 * duplication and reordering when the mesh is rough.
 */
final class QueueChannel implements FrameChannel {
    record Frame(long arrivesNs, long number, byte[] bytes) {}

    private static final int TEMPLATE = 2;
    private static final int SCHEMA = 4;

    private final VirtualMesh mesh;
    final PriorityQueue<Frame> frames =
            new PriorityQueue<>(Comparator.comparingLong(Frame::arrivesNs).thenComparingLong(Frame::number));
    private final UnsafeBuffer scratch = new UnsafeBuffer(new byte[8192]);
    private int claimed;
    private long number;
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
            if (mesh.roughness > 0 && isSelfReliant()) {
                sendRoughly(bytes);
            } else {
                lastArrivalNs = Math.max(lastArrivalNs, mesh.nowNs + mesh.latencyNs());
                frames.add(new Frame(lastArrivalNs, number++, bytes));
            }
        }
    }

    /** Handovers, commands and the directory do not rest on an ordered, reliable stream. */
    private boolean isSelfReliant() {
        final int template = scratch.getShort(TEMPLATE, ByteOrder.LITTLE_ENDIAN);
        return scratch.getShort(SCHEMA, ByteOrder.LITTLE_ENDIAN) == PrepareDecoder.SCHEMA_ID
                && (template <= ReleaseDecoder.TEMPLATE_ID || template >= CommandDecoder.TEMPLATE_ID);
    }

    private void sendRoughly(final byte[] bytes) {
        if (!mesh.happens(mesh.roughness)) {
            frames.add(new Frame(mesh.nowNs + 4 * mesh.latencyNs(), number++, bytes));
        }
        if (mesh.happens(mesh.roughness)) {
            frames.add(new Frame(mesh.nowNs + 200 * mesh.latencyNs(), number++, bytes));
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
