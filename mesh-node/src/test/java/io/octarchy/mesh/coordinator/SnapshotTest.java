package io.octarchy.mesh.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.codec.control.EntityRole;
import io.octarchy.codec.control.Role;
import io.octarchy.mesh.coordinator.FakeMember.Knows;
import io.octarchy.mesh.coordinator.state.StateReader;
import io.octarchy.mesh.coordinator.state.StateWriter;
import io.octarchy.space.Hilbert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotTest {
    private static void disturb(final FakeNet net) {
        final FakeMember member = net.members.get(net.random.nextInt(net.members.size()));
        final int what = net.random.nextInt(13);
        final long entity = 1 + net.random.nextInt(300);
        switch (what) {
            case 0 -> member.isUp = false;
            case 1, 2 -> {
                if (net.members.stream().filter(m -> m.isUp).count() < 8) {
                    final FakeMember late = net.add(new FakeMember(net, Role.NODE, "late" + net.members.size()));
                    late.former = net.random.nextInt(net.members.size());
                    late.knows.put(entity, new Knows(EntityRole.NONE, 0, 0, 5, late.former, 60, 5, 60));
                }
            }
            case 3 -> net.loss = net.random.nextInt(4) * 0.1;
            case 4 -> member.answersFences = !member.answersFences;
            case 5 -> member.acksGrants = !member.acksGrants;
            case 12 -> member.founds = !member.founds;
            case 6 -> {
                member.entities = 1;
                member.knows.put(entity, new Knows(EntityRole.NONE, 0, 0, 4, member.incarnation, 50, 4, 50));
            }
            default ->
                member.cells.put(
                        Hilbert.codeAt(
                                net.random.nextInt(512), net.settings.world().loadLevel()),
                        net.random.nextInt(20_000));
        }
    }

    private static FakeNet randomRun(final long seed, final boolean withRestores) {
        final FakeNet net = Meshes.withNodes(4, seed);
        net.add(new FakeMember(net, Role.OBSERVER, "observer"));
        net.add(new FakeMember(net, Role.PROVIDER, "provider"));
        for (int step = 0; step < 150; step++) {
            disturb(net);
            net.run(10 + net.random.nextInt(40) * 10L);
            if (withRestores && step % 3 == 0) {
                net.restart();
            }
        }
        return net;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldGoOnFromASnapshotAsIfNothingHadBeen(final long seed) {
        final FakeNet plain = randomRun(seed, false);
        final FakeNet restored = randomRun(seed, true);
        assertTrue(plain.core.log().newest() > 10, "seed " + seed + " is dull");
        assertEquals(plain.core.checksum(), restored.core.checksum(), "seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void shouldBeDeterministic(final long seed) {
        assertEquals(
                randomRun(seed, false).core.checksum(),
                randomRun(seed, false).core.checksum(),
                "seed " + seed);
    }

    @Test
    void shouldRefuseASnapshotThatIsCut() {
        final FakeNet net = Meshes.withNodes(2, 1);
        final StateWriter writer = new StateWriter();
        net.core.pass(writer);
        final StateReader cut = new StateReader(writer.buffer(), writer.length() - 1);
        final CoordinatorCore core = net.newCore();
        assertThrows(IllegalStateException.class, () -> core.pass(cut));
    }
}
