package io.octarchy.mesh.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.codec.control.AdminOperation;
import io.octarchy.codec.control.MemberState;
import io.octarchy.codec.control.Role;
import io.octarchy.mesh.coordinator.member.Member;
import io.octarchy.space.Hilbert;
import org.junit.jupiter.api.Test;

class FleetTest {
    private static final long LAUNCH_MASK = (1L << 60) - 1;

    /** Load everywhere in a part of the world, reported by whoever owns it. */
    private static void load(final FakeNet net, final int cells, final int each) {
        net.members.forEach(member -> member.cells.replaceAll((code, load) -> 0));
        final int level = net.settings.world().loadLevel();
        final long cellLength = net.core.keeper().map().curveSize() >> 3 * level;
        for (int i = 0; i < cells; i++) {
            final long index = (1L << 3 * level) * i / cells / 8;
            final int owner = net.core.keeper().map().ownerAt(index * cellLength);
            for (final FakeMember member : net.members) {
                if (member.incarnation == owner) {
                    member.cells.put(Hilbert.codeAt(index, level), each);
                }
            }
        }
    }

    private static void runWithLoad(final FakeNet net, final int cells, final int each, final int seconds) {
        for (int i = 0; i < seconds; i++) {
            load(net, cells, each);
            net.run(1_000);
        }
    }

    @Test
    void shouldMoveBordersUntilLoadIsEven() {
        final FakeNet net = Meshes.withNodes(4, 3);
        runWithLoad(net, 64, 1_000, 20);
        load(net, 64, 1_000);
        net.run(600);
        for (final FakeMember member : net.members) {
            final long total =
                    net.core.membership().find(member.incarnation).cells().total();
            assertTrue(total >= 12_000 && total <= 20_000, member.name + " has " + total + " of 64000");
            assertEquals(net.core.keeper().map().checksum(), member.map.map().checksum());
        }
        assertTrue(net.core.keeper().version() > 1);
    }

    @Test
    void shouldOrderANodeWhenAllAreLoadedAndRetireItWhenFewSuffice() {
        final FakeNet net = Meshes.withNodes(2, 3);
        final FakeMember provider = net.add(new FakeMember(net, Role.PROVIDER, "provider"));
        runWithLoad(net, 60, 3_200, 10);
        assertFalse(provider.orders.isEmpty(), "a start is ordered, load " + decisions(net));
        final FakeMember third = new FakeMember(net, Role.NODE, "third");
        third.launch = launchOf(provider, 0);
        net.add(third);
        runWithLoad(net, 60, 3_200, 20);
        assertTrue(third.incarnation > 0);
        assertTrue(net.core.keeper().map().sizeOf(third.incarnation) > 0, "the new node gets a region");
        runWithLoad(net, 60, 300, 12);
        final FakeMember drained =
                net.members.stream().filter(m -> m.draining).findFirst().orElseThrow();
        drained.wantsToLeave = true;
        runWithLoad(net, 60, 300, 20);
        assertEquals(0, net.core.keeper().map().intervalsOf(drained.incarnation), "all is given away");
        assertEquals(MemberState.DRAINING, state(net, drained), "but it is not empty yet");
        drained.empty = true;
        net.run(1_000);
        assertEquals(MemberState.LEFT, state(net, drained));
        assertEquals(0, net.core.takeover().fence(), "who leaves raises no fence");
        assertTrue(
                net.members.stream().noneMatch(member -> member.declaredDead),
                "who leaves is not told that it is dead");
        net.run(1_000);
        assertTrue(provider.orders.stream().anyMatch(order -> order >>> 62 == 1), "its process is stopped");
    }

    /** Found by the simulator, seed 5 of crash, pause, join and clog: a node left with the only copies of one that had crashed. */
    @Test
    void shouldNotLetTheOnlyCopiesLeave() {
        final FakeNet net = Meshes.withNodes(3, 3);
        final FakeMember leaver = net.members.get(1);
        final FakeMember source = net.members.stream()
                .filter(member -> member.standby == leaver.incarnation)
                .findFirst()
                .orElseThrow();
        source.hearsOfStandbys = false;
        leaver.wantsToLeave = true;
        leaver.empty = true;
        net.run(15_000);
        assertEquals(0, net.core.keeper().map().intervalsOf(leaver.incarnation));
        assertEquals(MemberState.DRAINING, state(net, leaver), "its copies are the newest that somebody acked");
        source.hearsOfStandbys = true;
        source.standbyAcked = -1;
        net.run(3_000);
        assertEquals(MemberState.DRAINING, state(net, leaver), "the next standby has acked nothing yet");
        source.standbyAcked = 77;
        net.run(3_000);
        assertEquals(MemberState.LEFT, state(net, leaver));
    }

    private static long launchOf(final FakeMember provider, final int i) {
        final FakeNet net = provider.net;
        for (long sequence = 1; sequence <= net.core.log().newest(); sequence++) {
            final long launch = net.core.log().get(sequence).value();
            if ((launch & LAUNCH_MASK) == (provider.orders.get(i) & LAUNCH_MASK)) {
                return launch;
            }
        }
        throw new AssertionError("no such launch in the log");
    }

    private static String decisions(final FakeNet net) {
        final StringBuilder text = new StringBuilder();
        for (long sequence = 1; sequence <= net.core.log().newest(); sequence++) {
            text.append('\n').append(net.core.log().get(sequence));
        }
        return text.toString();
    }

    private static MemberState state(final FakeNet net, final FakeMember member) {
        final Member found = net.core.membership().find(member.incarnation);
        return found.state();
    }

    @Test
    void shouldTellObserversEveryDecisionInOrder() {
        final FakeNet net = Meshes.withNodes(2, 3);
        final FakeMember observer = net.add(new FakeMember(net, Role.OBSERVER, "observer"));
        net.loss = 0.3;
        net.members.get(1).isUp = false;
        net.run(8_000);
        net.loss = 0;
        net.run(2_000);
        assertEquals(net.core.log().newest(), observer.newestDecision);
        assertTrue(observer.decisions.stream().anyMatch(d -> d.contains("has not renewed its lease")));
    }

    @Test
    void shouldAnswerOperators() {
        final FakeNet net = Meshes.withNodes(2, 3);
        final FakeMember a = net.members.get(0);
        a.publisher.admin(1, AdminOperation.DRAIN, a.incarnation);
        a.publisher.admin(2, AdminOperation.DRAIN, 2);
        a.publisher.admin(3, AdminOperation.STATUS, 0);
        a.publisher.admin(4, AdminOperation.ADD_NODE, 0);
        a.publisher.admin(5, AdminOperation.KILL, 99);
        net.run(500);
        assertEquals(
                java.util.Set.of(1L),
                a.accepted.keySet().stream()
                        .filter(c -> c < 3 && a.accepted.get(c))
                        .collect(java.util.stream.Collectors.toSet()));
        assertTrue(a.replies.get(2L).contains("last node that stays"), a.replies.get(2L));
        assertEquals(0, a.more.get(3L));
        assertTrue(a.replies.get(3L).contains("1 NODE DRAINING intervals"), a.replies.get(3L));
        assertTrue(a.replies.get(3L).contains("2 NODE LIVE intervals"), a.replies.get(3L));
        assertTrue(a.replies.get(4L).contains("no fleet provider"), a.replies.get(4L));
        assertTrue(a.replies.get(5L).contains("no living node"), a.replies.get(5L));
    }

    @Test
    void shouldTellOfManyMembersInPagesAndOfOneThatIsGone() {
        final FakeNet net = Meshes.withNodes(2, 3);
        final FakeMember first = net.members.get(0);
        for (int i = 0; i < 40; i++) {
            net.add(new FakeMember(net, Role.PROVIDER, "a provider with quite a long name " + i));
        }
        net.run(1_000);
        final java.util.TreeSet<Integer> seen = new java.util.TreeSet<>();
        int from = 0;
        long correlation = 100;
        do {
            first.publisher.admin(++correlation, AdminOperation.STATUS, from);
            net.run(300);
            for (final String line : first.replies.get(correlation).split("\n")) {
                assertTrue(seen.add(Integer.parseInt(line.split(" ")[0])), line);
            }
            from = first.more.get(correlation);
        } while (from != 0);
        assertEquals(42, seen.size());
        assertTrue(correlation > 101, "more than one page");
        net.members.get(1).isUp = false;
        net.run(8_000);
        first.publisher.admin(1, AdminOperation.STATUS, 2);
        first.publisher.admin(2, AdminOperation.STATUS, 1);
        net.run(300);
        assertTrue(first.replies.get(1L).startsWith("2 NODE DEAD intervals 0"), first.replies.get(1L));
        assertFalse(first.replies.get(2L).contains("DEAD"), first.replies.get(2L));
    }

    @Test
    void shouldKillOnlyWhereOperatorsMay() {
        for (final boolean mayKill : new boolean[] {false, true}) {
            final FakeNet net = Meshes.withNodes(2, 3, mayKill);
            final FakeMember a = net.members.get(0);
            a.publisher.admin(1, AdminOperation.KILL, 2);
            net.run(500);
            assertEquals(mayKill, a.accepted.get(1L), a.replies.get(1L));
            assertEquals(mayKill, net.members.get(1).halted);
            assertFalse(a.halted);
            assertTrue(mayKill || a.replies.get(1L).contains("operator.mayKill"), a.replies.get(1L));
        }
    }

    @Test
    void shouldSplitAndMergeOnCommand() {
        final FakeNet net = Meshes.withNodes(2, 3);
        final FakeMember a = net.members.get(0);
        final long before = net.core.keeper().map().sizeOf(1);
        a.publisher.admin(1, AdminOperation.SPLIT, 1);
        net.run(100);
        assertTrue(a.accepted.get(1L), a.replies.get(1L));
        assertTrue(net.core.keeper().map().sizeOf(1) < before);
        a.publisher.admin(2, AdminOperation.MERGE, 1);
        net.run(100);
        assertTrue(a.accepted.get(2L), a.replies.get(2L));
    }
}
