package io.octarchy.mesh.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.codec.control.EntityRole;
import io.octarchy.mesh.coordinator.FakeMember.Knows;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rule 7 at the coordinator: when the copies of a former life are wanted, and what may be granted from them. */
class FormerLifeTest {
    private static final long E = 77;

    private FakeNet net;
    private FakeMember a;
    private FakeMember b;
    private FakeMember lost;
    private FakeMember standby;

    @BeforeEach
    void mesh() {
        net = Meshes.withNodes(4, 5);
        lost = net.members.get(2);
        standby = net.members.stream()
                .filter(member -> member.incarnation == lost.standby)
                .findFirst()
                .orElseThrow();
        a = net.members.stream()
                .filter(member -> member != lost && member != standby)
                .findFirst()
                .orElseThrow();
        b = net.members.stream()
                .filter(member -> member != lost && member != standby && member != a)
                .findFirst()
                .orElseThrow();
        lost.entities = 1;
        net.run(500);
    }

    private static Knows copy(final int highestOwner, final long epoch, final long tick) {
        return new Knows(EntityRole.NONE, 0, 0, epoch, highestOwner, tick, epoch, tick);
    }

    private void diesWithItsStandby() {
        standby.isUp = false;
        lost.isUp = false;
        net.run(5_000);
        assertFalse(net.core.takeover().isOpen());
    }

    private FakeMember comesBack(final Knows knowing) {
        final FakeMember next = new FakeMember(net, lost.role, "next");
        next.former = lost.incarnation;
        next.knows.put(E, knowing);
        net.add(next);
        net.run(1_500);
        return next;
    }

    @Test
    void shouldGrantFromACopyThatCameBackLate() {
        diesWithItsStandby();
        final int fence = net.core.takeover().fence();
        net.restart();
        final FakeMember next = comesBack(copy(lost.incarnation, 5, 100));
        assertEquals(lost.incarnation, next.wanted);
        assertEquals(fence + 1, next.granted.get(E).fence());
        assertTrue(next.granted.get(E).resumeTick() > 100);
        assertEquals(fence + 1, net.core.takeover().closed());
    }

    @Test
    void shouldGrantWhatWasStuckWithoutACopy() {
        a.knows.put(E, new Knows(EntityRole.NONE, 0, 0, 5, lost.incarnation, 99, 0, 0));
        diesWithItsStandby();
        assertEquals(1, net.core.takeover().stuck());
        final FakeMember next = comesBack(copy(lost.incarnation, 5, 100));
        assertTrue(next.granted.containsKey(E));
        assertEquals(0, net.core.takeover().stuck());
    }

    @Test
    void shouldNotWantWhatTheStandbyHeld() {
        standby.held.put(lost.incarnation, 0);
        standby.knows.put(E, copy(lost.incarnation, 5, 99));
        lost.isUp = false;
        net.run(5_000);
        assertTrue(standby.granted.containsKey(E));
        final FakeMember next = comesBack(copy(lost.incarnation, 5, 100));
        assertEquals(0, next.wanted);
        assertEquals(1, net.core.takeover().fence());
        assertTrue(next.granted.isEmpty());
    }

    /** Others had a copy of this one, so that it went on; it was removed, and all have forgotten it. */
    @Test
    void shouldNotBringBackWhatWasDecidedAndRemovedSince() {
        a.knows.put(E, copy(lost.incarnation, 5, 90));
        diesWithItsStandby();
        assertTrue(a.granted.containsKey(E));
        a.knows.remove(E);
        net.restart();
        final FakeMember next = comesBack(copy(lost.incarnation, 5, 100));
        assertEquals(lost.incarnation, next.wanted);
        assertTrue(next.granted.isEmpty(), "granted from a stale copy");
        assertEquals(1, net.core.takeover().verdict().over());
        assertEquals(0, net.core.takeover().stuck());
    }

    /** One who was shown it remembers its last authority, which lives, or left in order, and has it no more. */
    @Test
    void shouldNotBringBackWhatItsLastAuthorityHasNoMore() {
        a.knows.put(E, copy(lost.incarnation, 5, 90));
        diesWithItsStandby();
        assertTrue(a.granted.containsKey(E));
        a.knows.remove(E);
        b.knows.put(E, new Knows(EntityRole.NONE, 0, 0, 1L << Integer.SIZE, a.incarnation, 120, 0, 0));
        final FakeMember next = comesBack(copy(lost.incarnation, 5, 100));
        assertTrue(next.granted.isEmpty(), "granted from a stale copy");
        assertEquals(1, net.core.takeover().verdict().over());
        assertEquals(0, net.core.takeover().stuck());
    }

    @Test
    void shouldLeaveWhatSomebodyRules() {
        a.knows.put(E, copy(lost.incarnation, 5, 90));
        diesWithItsStandby();
        final FakeMember next = comesBack(copy(lost.incarnation, 5, 100));
        assertTrue(next.granted.isEmpty());
        assertEquals(1, net.core.takeover().verdict().ruled());
    }

    /** It was being handed over: its target may have had it, removed it and forgotten it. Nobody knows, so nobody gets it. */
    @Test
    void shouldNotGrantALateCopyOfWhatWasInDoubt() {
        b.knows.put(E, new Knows(EntityRole.NONE, 0, 0, 5, lost.incarnation, 99, 0, 0));
        diesWithItsStandby();
        final FakeMember next = comesBack(copy(a.incarnation, 6, 100));
        assertEquals(2, net.core.takeover().closed());
        assertFalse(next.granted.containsKey(E));
        assertEquals(1, net.core.takeover().stuck());
    }

    @Test
    void shouldTakeTheNewestCopyBeforeTheDecision() {
        b.answersFences = false;
        standby.held.put(lost.incarnation, 0);
        standby.knows.put(E, copy(lost.incarnation, 5, 99));
        lost.isUp = false;
        net.run(3_500);
        assertTrue(net.core.takeover().isCollecting());
        final FakeMember next = comesBack(copy(lost.incarnation, 5, 100));
        assertEquals(lost.incarnation, next.wanted);
        assertTrue(net.core.takeover().isCollecting());
        b.answersFences = true;
        net.run(1_500);
        assertEquals(1, next.granted.get(E).fence());
        assertTrue(standby.granted.isEmpty());
    }

    @Test
    void shouldAskAgainWhenItDiesBeforeItWasHeard() {
        diesWithItsStandby();
        final FakeMember second = new FakeMember(net, lost.role, "second");
        second.former = lost.incarnation;
        second.answersFences = false;
        net.add(second);
        net.run(500);
        second.isUp = false;
        net.run(5_000);
        assertFalse(net.core.takeover().isOpen());
        final FakeMember third = comesBack(copy(lost.incarnation, 5, 100));
        assertTrue(third.granted.containsKey(E));
    }

    @Test
    void shouldNotTrustWhoNeverDied() {
        final FakeMember next = new FakeMember(net, lost.role, "next");
        next.former = a.incarnation;
        next.knows.put(E, copy(a.incarnation, 9, 100));
        net.add(next);
        net.run(1_000);
        assertEquals(0, next.wanted);
        assertEquals(0, net.core.takeover().fence());
    }
}
