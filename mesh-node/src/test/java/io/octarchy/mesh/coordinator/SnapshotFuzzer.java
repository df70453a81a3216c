package io.octarchy.mesh.coordinator;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.octarchy.codec.control.Role;
import io.octarchy.fuzz.Fuzz;
import io.octarchy.mesh.coordinator.state.StateReader;
import io.octarchy.mesh.coordinator.state.StateWriter;
import io.octarchy.space.partition.SheddingPartitioner;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Snapshots of any content: loaded, or refused with an IllegalStateException, and never more memory than the limits say. */
class SnapshotFuzzer {
    private static final long MAX_BYTES = 64 << 20;
    private static final FakeNet NET = Meshes.withNodes(3, 1);
    private static final List<byte[]> GOOD = List.of(snapshot());

    private static byte[] snapshot() {
        NET.add(new FakeMember(NET, Role.OBSERVER, "observer"));
        NET.run(1_000);
        NET.members.get(2).isUp = false;
        NET.run(4_000);
        final StateWriter writer = new StateWriter();
        NET.core.pass(writer);
        final byte[] bytes = new byte[writer.length()];
        writer.buffer().getBytes(0, bytes);
        return bytes;
    }

    @FuzzTest
    void load(final FuzzedDataProvider data) {
        final byte[] bytes = Fuzz.damaged(data, GOOD);
        final CoordinatorCore core = new CoordinatorCore(NET.settings, 7, new SheddingPartitioner(), session -> null);
        Fuzz.bounded(MAX_BYTES, () -> {
            try {
                core.pass(new StateReader(new UnsafeBuffer(bytes), bytes.length));
            } catch (final IllegalStateException e) {
                Fuzz.require(e.getMessage() != null, "refused without a reason");
            }
        });
    }
}
