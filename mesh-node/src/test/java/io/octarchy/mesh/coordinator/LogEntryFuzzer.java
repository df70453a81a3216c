package io.octarchy.mesh.coordinator;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.octarchy.codec.control.EntityRole;
import io.octarchy.codec.control.Role;
import io.octarchy.fuzz.Fuzz;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.coordinator.FakeMember.Knows;
import io.octarchy.mesh.coordinator.state.StateReader;
import io.octarchy.mesh.coordinator.state.StateWriter;
import io.octarchy.space.partition.SheddingPartitioner;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Entries of any content in the coordinator's log: joins, heartbeats with loads, acks of fences and grants, replies,
 * operators' wishes, reports of providers. What is dropped leaves the state as it was, to the byte.
 */
class LogEntryFuzzer {
    private static final long MAX_BYTES = 32 << 20;
    private static final List<byte[]> GOOD = new ArrayList<>();
    private static final List<byte[]> STATES = new ArrayList<>();
    private static final MeshSettings SETTINGS;
    private static final long NOW_NS;

    static {
        final FakeNet net = Meshes.withNodes(4, 1, true);
        SETTINGS = net.settings;
        keepState(net);
        net.add(new FakeMember(net, Role.OBSERVER, "observer"));
        net.add(new FakeMember(net, Role.PROVIDER, "provider"));
        net.run(2_000);
        for (long entity = 1; entity <= 40; entity++) {
            final int owner = net.members.get(3).incarnation;
            net.members.get(0).knows.put(entity, new Knows(EntityRole.NONE, 0, 0, 5, owner, 60, 5, 60));
        }
        net.members.get(1).acksGrants = false;
        net.members.get(3).isUp = false;
        net.run(3_100);
        keepState(net);
        net.members.get(0).answersFences = false;
        net.members.get(2).isUp = false;
        net.run(3_600);
        keepState(net);
        NOW_NS = net.nowNs;
        final FakeMember operator = net.members.get(0);
        net.sent.values().forEach(GOOD::add);
        operator.publisher.leave(operator.incarnation);
        net.sent.values().forEach(GOOD::add);
    }

    private static void keepState(final FakeNet net) {
        final StateWriter writer = new StateWriter();
        net.core.pass(writer);
        final byte[] state = new byte[writer.length()];
        writer.buffer().getBytes(0, state);
        STATES.add(state);
    }

    @FuzzTest
    void apply(final FuzzedDataProvider data) {
        final CoordinatorCore core = new CoordinatorCore(SETTINGS, 7, new SheddingPartitioner(), session -> null);
        final byte[] state = STATES.get(data.consumeInt(0, STATES.size() - 1));
        core.pass(new StateReader(new UnsafeBuffer(state), state.length));
        final IngressAdapter adapter = new IngressAdapter(core);
        long nowNs = NOW_NS;
        for (int frames = data.consumeInt(1, 5); frames > 0; frames--) {
            final byte[] frame = Fuzz.damaged(data, GOOD);
            final long session = 100 + data.consumeInt(0, 7);
            final long atNs = nowNs;
            final long before = core.checksum();
            final boolean[] taken = new boolean[1];
            Fuzz.bounded(
                    MAX_BYTES,
                    () -> taken[0] = adapter.onFrame(atNs, session, Fuzz.atEnd(frame), Fuzz.BEFORE, frame.length));
            Fuzz.require(taken[0] || before == core.checksum(), "dropped, and yet changed");
            nowNs += data.consumeInt(0, 400) * FakeNet.MS;
            final long laterNs = nowNs;
            Fuzz.bounded(MAX_BYTES, () -> core.doWork(laterNs));
        }
        core.pass(new StateWriter());
    }
}
