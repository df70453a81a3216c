package io.octarchy.mesh.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.codec.control.MemberState;
import io.octarchy.codec.control.Role;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Each part of a new world is begun by one node: never by two, and never by none. */
class FoundingTest {
    private static final int LEASE_AND_TAKEOVER_MS = 6_000;

    private final FakeNet net = new FakeNet(Meshes.settings(3, 8), 1);

    private FakeMember node(final String name, final boolean founds) {
        final FakeMember node = net.add(new FakeMember(net, Role.NODE, name));
        node.founds = founds;
        return node;
    }

    private Map<Integer, Long> owed(final FakeMember node) {
        return Map.copyOf(node.toFound);
    }

    @Test
    void shouldOweEachIntervalToItsOwnerUntilTheOwnerSaysThatItBegan() {
        final FakeMember a = node("a", true);
        final FakeMember b = node("b", true);
        final FakeMember c = node("c", false);
        net.run(1_000);
        assertEquals(1, net.core.foundings().open());
        final Set<Long> starts = new TreeSet<>();
        for (final FakeMember node : net.members) {
            assertEquals(1, node.toFound.size());
            assertTrue(starts.addAll(node.toFound.values()));
            for (final long start : node.toFound.values()) {
                assertEquals(node.incarnation, net.core.keeper().map().ownerAt(start));
            }
        }
        c.toFound.clear();
        net.run(1_000);
        assertEquals(1, c.toFound.size(), "told again");
        c.founds = true;
        net.run(1_000);
        assertEquals(0, net.core.foundings().open());
        final FakeMember late = node("late", true);
        c.toFound.clear();
        net.run(2_000);
        assertEquals(Map.of(), owed(late));
        assertEquals(Map.of(), owed(c));
        assertTrue(a.founded > 0 && b.founded > 0);
    }

    @Test
    void shouldOweItToTheHeirWhenNobodyHoldsWhatTheDeadFounded() {
        node("a", true);
        node("b", true);
        final FakeMember dead = node("c", false);
        net.run(1_000);
        final long start = dead.toFound.values().iterator().next();
        dead.isUp = false;
        net.run(LEASE_AND_TAKEOVER_MS);
        final FakeMember heir = memberOf(net.core.keeper().map().ownerAt(start));
        assertEquals(2, heir.toFound.size());
        assertEquals(start, heir.toFound.get(4), "under a number of its own");
        assertEquals(4, heir.founded);
        assertEquals(0, net.core.foundings().open());
    }

    @Test
    void shouldOweNothingWhenAStandbyHoldsWhatTheDeadFounded() {
        final FakeMember a = node("a", true);
        final FakeMember b = node("b", true);
        final FakeMember dead = node("c", false);
        net.run(1_000);
        final FakeMember standby = memberOf(dead.standby);
        standby.held.put(dead.incarnation, dead.toFound.keySet().iterator().next());
        dead.isUp = false;
        net.run(LEASE_AND_TAKEOVER_MS);
        assertFalse(net.core.takeover().isOpen());
        assertEquals(0, net.core.foundings().open());
        assertEquals(1, a.toFound.size());
        assertEquals(1, b.toFound.size());
    }

    @Test
    void shouldOweItAnewEachTimeThatAnHeirDies() {
        final FakeMember a = node("a", true);
        final FakeMember b = node("b", true);
        final FakeMember first = node("c", false);
        net.run(1_000);
        final long start = first.toFound.values().iterator().next();
        a.founds = false;
        b.founds = false;
        first.isUp = false;
        net.run(LEASE_AND_TAKEOVER_MS);
        final FakeMember second = memberOf(net.core.keeper().map().ownerAt(start));
        final FakeMember third = second == a ? b : a;
        assertEquals(1, net.core.foundings().open());
        // What a former founding's frame says is no word about this one.
        third.held.put(second.incarnation, second.founded);
        second.isUp = false;
        net.run(LEASE_AND_TAKEOVER_MS);
        assertEquals(start, third.toFound.get(5));
        third.founds = true;
        net.run(1_000);
        assertEquals(0, net.core.foundings().open());
    }

    @Test
    void shouldRememberWhatIsOwedOverARestart() {
        node("a", true);
        node("b", true);
        final FakeMember late = node("c", false);
        net.run(1_000);
        assertEquals(1, net.core.foundings().open());
        net.restart();
        assertEquals(1, net.core.foundings().open());
        late.toFound.clear();
        net.run(1_000);
        assertEquals(1, late.toFound.size());
        late.founds = true;
        net.run(1_000);
        assertEquals(0, net.core.foundings().open());
        net.restart();
        late.toFound.clear();
        net.run(2_000);
        assertEquals(Map.of(), owed(late));
    }

    @Test
    void shouldLetNobodyGoWhoOwesSomething() {
        node("a", true);
        node("b", true);
        final FakeMember leaving = node("c", false);
        net.run(1_000);
        leaving.empty = true;
        leaving.wantsToLeave = true;
        net.run(10_000);
        assertEquals(
                MemberState.DRAINING,
                net.core.membership().find(leaving.incarnation).state());
        leaving.founds = true;
        net.run(2_000);
        assertEquals(
                MemberState.LEFT,
                net.core.membership().find(leaving.incarnation).state());
    }

    private FakeMember memberOf(final int incarnation) {
        return net.members.stream()
                .filter(member -> member.incarnation == incarnation)
                .findFirst()
                .orElseThrow();
    }
}
