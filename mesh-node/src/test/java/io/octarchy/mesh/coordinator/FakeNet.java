package io.octarchy.mesh.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.coordinator.client.ControlProtocol;
import io.octarchy.mesh.coordinator.state.StateReader;
import io.octarchy.mesh.coordinator.state.StateWriter;
import io.octarchy.replicator.frame.FrameChannel;
import io.octarchy.space.partition.SheddingPartitioner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A core, its members, log time, and a wire between that loses and doubles what it is told to. */
final class FakeNet {
    static final long MS = 1_000_000L;

    final MeshSettings settings;
    final List<FakeMember> members = new ArrayList<>();
    final Random random;
    CoordinatorCore core;
    IngressAdapter adapter;
    double loss;
    long nowNs = 1_000_000_000_000L;
    /** The newest frame of each template that went to the coordinator. */
    final java.util.TreeMap<Integer, byte[]> sent = new java.util.TreeMap<>();

    private final ArrayDeque<Sent> ingress = new ArrayDeque<>();

    private record Sent(long session, byte[] bytes) {}

    FakeNet(final MeshSettings settings, final long seed) {
        this.settings = settings;
        random = new Random(seed);
        core = newCore();
        adapter = new IngressAdapter(core);
    }

    CoordinatorCore newCore() {
        return new CoordinatorCore(settings, 7, new SheddingPartitioner(), session -> memberOf(session));
    }

    /** Replaces the core by one that was restored from its snapshot, which nobody may notice. */
    void restart() {
        final StateWriter writer = new StateWriter();
        core.pass(writer);
        final CoordinatorCore restored = newCore();
        final StateReader reader = new StateReader(writer.buffer(), writer.length());
        restored.pass(reader);
        assertEquals(0, reader.remaining());
        assertEquals(core.checksum(), restored.checksum());
        core = restored;
        adapter = new IngressAdapter(restored);
    }

    private FrameChannel memberOf(final long session) {
        for (final FakeMember member : members) {
            if (member.session == session && member.isUp) {
                return new Wire(session, false);
            }
        }
        return null;
    }

    FakeMember add(final FakeMember member) {
        members.add(member);
        return member;
    }

    FrameChannel toCoordinator(final long session) {
        return new Wire(session, true);
    }

    /** Let time pass in steps of 10 ms: members work, frames arrive, the cluster's timer fires every 50 ms. */
    void run(final long ms) {
        for (long passed = 0; passed < ms; passed += 10) {
            nowNs += 10 * MS;
            for (final FakeMember member : List.copyOf(members)) {
                if (member.isUp) {
                    member.doWork(nowNs);
                }
            }
            deliver();
            if (nowNs / MS % 50 == 0) {
                core.doWork(nowNs);
            }
            deliver();
        }
    }

    /** The whole machine stands still; the cluster's timer is the first to go on. */
    void stall(final long ms) {
        nowNs += ms * MS;
        core.doWork(nowNs);
    }

    void deliver() {
        while (!ingress.isEmpty()) {
            final Sent sent = ingress.poll();
            adapter.onFrame(nowNs, sent.session, new UnsafeBuffer(sent.bytes), 0, sent.bytes.length);
        }
    }

    private final class Wire implements FrameChannel {
        private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        private final long session;
        private final boolean up;
        private int length;

        Wire(final long session, final boolean up) {
            this.session = session;
            this.up = up;
        }

        @Override
        public int claim(final int bytes) {
            length = bytes;
            return 0;
        }

        @Override
        public MutableDirectBuffer buffer() {
            return buffer;
        }

        @Override
        public void commit() {
            if (random.nextDouble() < loss) {
                return;
            }
            final byte[] bytes = new byte[length];
            buffer.getBytes(0, bytes);
            if (up) {
                sent.put((int) buffer.getShort(2), bytes);
                ingress.add(new Sent(session, bytes));
                return;
            }
            for (final FakeMember member : members) {
                if (member.session == session && member.isUp) {
                    member.onFrame(nowNs, bytes);
                }
            }
        }

        @Override
        public void abort() {}

        @Override
        public int maxFrameLength() {
            return ControlProtocol.MAX_FRAME_LENGTH;
        }

        @Override
        public boolean isConnected() {
            return true;
        }
    }
}
