package io.octarchy.mesh.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.codec.control.MemberState;
import io.octarchy.codec.control.Role;
import io.octarchy.mesh.config.BalanceSettings;
import io.octarchy.mesh.config.LimitSettings;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.coordinator.fleet.Decision;
import io.octarchy.mesh.coordinator.fleet.DecisionKind;
import io.octarchy.space.Hilbert;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo's rush hour as the coordinator sees it: nobody, then everybody, then nobody, in a minute and a half. */
class RushHourTest {
    private static final int SECONDS = 90;
    private static final int CAPACITY = 733_000;
    private static final int OTHERS = 200_000;
    private static final int PLAYERS = 2_000_000;
    private static final int CELLS = 60;
    private static final long NODE_STARTS_MS = 700;

    private final List<FakeMember> started = new ArrayList<>();
    private FakeNet net;

    private static MeshSettings settings() {
        final MeshSettings usual = MeshSettings.defaults();
        final BalanceSettings balance = usual.balance();
        return new MeshSettings(
                usual.world(),
                usual.lease(),
                usual.handover(),
                usual.view(),
                new LimitSettings(16_384, 32_768, 8_192, 64, 4_096, 8, CAPACITY),
                usual.commands(),
                new BalanceSettings(
                        balance.planNs(),
                        balance.trigger(),
                        balance.spawnAbove(),
                        balance.retireBelow(),
                        balance.dwellNs(),
                        1,
                        8),
                usual.operation(),
                usual.store());
    }

    /** Players come until 40 % of the run and go from 60 % on. */
    private static int load(final double run) {
        final double there = Math.max(0, Math.min(run / 0.4, Math.min(1, (0.98 - run) / 0.38)));
        return OTHERS + (int) (there * PLAYERS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldAddNodesForTheRushAndRetireThemAfterIt(final long seed) {
        net = new FakeNet(settings(), seed);
        net.add(new FakeMember(net, Role.NODE, "first"));
        final FakeMember provider = net.add(new FakeMember(net, Role.PROVIDER, "provider"));
        net.run(1_000);
        int most = 0;
        for (int ms = 0; ms < SECONDS * 1_000; ms += 100) {
            spread(load(ms / 1_000.0 / SECONDS));
            carryOut(provider);
            net.run(100);
            most = Math.max(most, net.core.membership().nodes());
        }
        final int spawned = count(DecisionKind.SPAWN);
        final int retired = count(DecisionKind.RETIRE);
        assertEquals(4, most, "3/4 of 4 nodes carry all");
        assertTrue(spawned >= 2 && retired >= 2, spawned + " spawned, " + retired + " retired");
        assertEquals(3, spawned, "no node more than it takes: nothing flaps");
        assertEquals(0, net.core.takeover().fence());
    }

    private void spread(final int total) {
        net.members.forEach(member -> member.cells.replaceAll((code, load) -> 0));
        final int level = net.settings.world().loadLevel();
        final long cellLength = net.core.keeper().map().curveSize() >> 3 * level;
        for (int i = 0; i < CELLS; i++) {
            final long index = (1L << 3 * level) * i / CELLS;
            final int owner = net.core.keeper().map().ownerAt(index * cellLength);
            for (final FakeMember member : net.members) {
                if (member.incarnation == owner) {
                    member.cells.put(Hilbert.codeAt(index, level), total / CELLS);
                }
            }
        }
    }

    /** Nodes that were ordered start after a moment; those that drain go once their region is given away. */
    private void carryOut(final FakeMember provider) {
        for (int i = started.size(); i < count(DecisionKind.SPAWN) && !provider.orders.isEmpty(); i++) {
            final Decision spawn = decisions(DecisionKind.SPAWN).get(i);
            if (net.nowNs - spawn.logTimeNs() >= NODE_STARTS_MS * FakeNet.MS) {
                final FakeMember node = new FakeMember(net, Role.NODE, "node" + i);
                node.launch = spawn.value();
                started.add(net.add(node));
            }
        }
        for (final FakeMember node : net.members) {
            if (node.draining && net.core.keeper().map().intervalsOf(node.incarnation) == 0) {
                node.empty = true;
                node.wantsToLeave = true;
                node.isUp = net.core.membership().find(node.incarnation).state() != MemberState.LEFT;
            }
        }
    }

    private int count(final DecisionKind kind) {
        return decisions(kind).size();
    }

    private List<Decision> decisions(final DecisionKind kind) {
        final List<Decision> found = new ArrayList<>();
        for (long sequence = 1; sequence <= net.core.log().newest(); sequence++) {
            if (net.core.log().get(sequence).kind() == kind) {
                found.add(net.core.log().get(sequence));
            }
        }
        return found;
    }
}
