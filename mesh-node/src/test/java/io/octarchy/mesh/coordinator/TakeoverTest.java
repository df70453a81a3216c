package io.octarchy.mesh.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.codec.control.EntityRole;
import io.octarchy.mesh.coordinator.FakeMember.Grant;
import io.octarchy.mesh.coordinator.FakeMember.Knows;
import org.junit.jupiter.api.Test;

/** Rules 9 to 14 of the protocol, and what breaks when they are kept less well (section C). */
class TakeoverTest {
    private static final long E = 77;

    private FakeNet net;
    private FakeMember a;
    private FakeMember b;
    private FakeMember c;
    private FakeMember d;

    private void mesh(final int nodes) {
        net = Meshes.withNodes(nodes, 5);
        a = net.members.get(0);
        b = net.members.get(1);
        c = nodes > 2 ? net.members.get(2) : null;
        d = nodes > 3 ? net.members.get(3) : null;
    }

    private static Knows rules(final FakeMember node, final long epoch, final long tick) {
        return new Knows(EntityRole.AUTHORITY, 0, epoch, epoch, node.incarnation, tick, epoch, tick);
    }

    private static Knows doubts(final FakeMember target, final long epoch, final long tick) {
        return new Knows(EntityRole.DOUBT, target.incarnation, epoch, epoch, target.incarnation, tick, epoch, tick);
    }

    private static Knows saw(final FakeMember owner, final long epoch, final long tick) {
        return new Knows(EntityRole.NONE, 0, 0, epoch, owner.incarnation, tick, 0, 0);
    }

    private static Knows keeps(final FakeMember owner, final long epoch, final long tick) {
        return new Knows(EntityRole.NONE, 0, 0, epoch, owner.incarnation, tick, epoch, tick);
    }

    private static Knows removed(final FakeMember owner, final long epoch) {
        return new Knows(EntityRole.REMOVED, 0, epoch, epoch, owner.incarnation, 0, 0, 0);
    }

    private void dies(final FakeMember node) {
        node.isUp = false;
        net.run(4_500);
    }

    private void assertGrantedTo(final FakeMember owner, final int fence) {
        final Grant grant = owner.granted.get(E);
        assertTrue(grant != null && grant.fence() == fence, "granted to " + owner.name + ": " + grant);
        for (final FakeMember other : net.members) {
            assertTrue(other == owner || !other.granted.containsKey(E), "granted to " + other.name + " too");
        }
    }

    private void assertGrantedToNobody() {
        net.members.forEach(node -> assertFalse(node.granted.containsKey(E), "granted to " + node.name));
    }

    @Test
    void shouldGrantTheStandbysCopyAndItsRegion() {
        mesh(3);
        c.knows.put(E, rules(c, 5, 100));
        a.knows.put(E, keeps(c, 5, 99));
        b.knows.put(E, saw(c, 5, 100));
        final int heir = c.standby;
        dies(c);
        assertGrantedTo(a, 1);
        assertEquals(1, net.core.takeover().closed());
        assertEquals(1, a.closed);
        assertEquals(0, net.core.keeper().map().intervalsOf(c.incarnation));
        assertTrue(net.core.keeper().map().sizeOf(heir) > 0);
        assertEquals(net.core.keeper().map().checksum(), b.map.map().checksum());
    }

    /** Rule 19: c took it over at 6 and removed it, which its standby b knows; a still keeps the copy that it handed over. */
    @Test
    void shouldNotBringBackWhatTheDeadRemoved() {
        mesh(3);
        a.knows.put(E, keeps(c, 6, 90));
        b.knows.put(E, removed(c, 6));
        dies(c);
        assertGrantedToNobody();
        assertEquals(1, net.core.takeover().closed());
        assertEquals(0, net.core.takeover().stuck());
    }

    @Test
    void shouldGrantWhatWentOnAfterAnOlderRemoval() {
        mesh(3);
        a.knows.put(E, keeps(c, 6, 90));
        b.knows.put(E, removed(c, 5));
        dies(c);
        assertGrantedTo(a, 1);
    }

    @Test
    void shouldResumeAboveEveryTickThatTheDeadMayHaveRun() {
        mesh(2);
        a.knows.put(E, keeps(b, 5, 9));
        dies(b);
        final long mayHaveRun = net.core.membership().find(b.incarnation).lastTick();
        assertEquals(mayHaveRun + 1, a.granted.get(E).resumeTick());
        assertTrue(mayHaveRun > 9);
    }

    @Test
    void shouldGrantNothingThatSomebodyLivingRulesAtTheHighestEpoch() {
        mesh(4);
        // c handed to b at 6; a saw only c's older epoch, and keeps a copy of it.
        b.knows.put(E, rules(b, 6, 100));
        a.knows.put(E, keeps(c, 5, 90));
        d.knows.put(E, saw(c, 5, 90));
        dies(c);
        assertGrantedToNobody();
        assertEquals(1, net.core.takeover().closed());
    }

    @Test
    void shouldNotLetAStaleDoubtMaskADeadOwner() {
        mesh(4);
        // a still doubts towards b at 6, but it went on: c ruled it at 8, and c died. d has c's copy.
        a.knows.put(E, doubts(b, 6, 50));
        b.knows.put(E, saw(c, 8, 100));
        d.knows.put(E, keeps(c, 8, 99));
        dies(c);
        assertGrantedTo(d, 1);
    }

    @Test
    void shouldGrantADoubtTowardsTheDeadBackByGrantOnly() {
        mesh(3);
        a.knows.put(E, doubts(c, 6, 100));
        b.knows.put(E, keeps(a, 5, 99));
        dies(c);
        assertGrantedTo(a, 1);
    }

    @Test
    void shouldLeaveADoubtTowardsTheLivingAlone() {
        mesh(4);
        a.knows.put(E, doubts(b, 6, 100));
        d.knows.put(E, keeps(c, 4, 80));
        dies(c);
        assertGrantedToNobody();
    }

    @Test
    void shouldFindThatTheTargetHandedItOn() {
        mesh(4);
        // a → c → b: a doubts towards c at 6, c applied and handed on to b at 7.
        a.knows.put(E, doubts(c, 6, 100));
        b.knows.put(E, rules(b, 7, 101));
        dies(c);
        assertGrantedToNobody();
    }

    @Test
    void shouldDecideOnlyWhenEveryLivingNodeHasAcked() {
        mesh(4);
        a.knows.put(E, keeps(c, 5, 99));
        b.answersFences = false;
        c.isUp = false;
        net.run(4_500);
        assertEquals(1, net.core.takeover().fence());
        assertTrue(net.core.takeover().isCollecting());
        assertGrantedToNobody();
        b.answersFences = true;
        net.run(1_000);
        assertGrantedTo(a, 1);
    }

    @Test
    void shouldDeclareDeadWhoRenewsButNeverAcks() {
        mesh(4);
        a.knows.put(E, keeps(c, 5, 99));
        b.answersFences = false;
        c.isUp = false;
        net.run(15_000);
        assertTrue(b.declaredDead);
        assertEquals(2, net.core.takeover().closed());
        assertGrantedTo(a, 2);
    }

    @Test
    void shouldBeginAnewWhenAnotherNodeDiesInTheMiddle() {
        mesh(4);
        a.knows.put(E, keeps(c, 5, 90));
        b.knows.put(E, keeps(c, 5, 99));
        b.answersFences = false;
        c.isUp = false;
        net.run(3_400);
        assertTrue(net.core.takeover().isCollecting());
        b.isUp = false;
        net.run(4_500);
        assertEquals(2, net.core.takeover().closed());
        assertGrantedTo(a, 2);
        assertEquals(1L << 33, a.knows.get(E).epoch(), "the epoch's generation is the newest fence");
        assertTrue(lastVerdict().contains("doubleLoss"), lastVerdict());
    }

    @Test
    void shouldNotGrantTwiceWhatWasGrantedButNotAcked() {
        mesh(4);
        a.knows.put(E, keeps(c, 5, 99));
        b.knows.put(E, keeps(c, 5, 90));
        a.acksGrants = false;
        dies(c);
        assertGrantedTo(a, 1);
        assertEquals(0, net.core.takeover().closed());
        // The grant is not in a's snapshot, as if it had been applied after a entered the next fence.
        a.knows.put(E, keeps(c, 5, 99));
        d.isUp = false;
        net.run(4_500);
        assertEquals(2, net.core.takeover().decided());
        assertFalse(b.granted.containsKey(E), "granted to b too");
        a.acksGrants = true;
        net.run(1_000);
        assertGrantedTo(a, 1);
        assertEquals(2, net.core.takeover().closed());
    }

    @Test
    void shouldGrantAgainWhatItsNewOwnerNeverGot() {
        mesh(4);
        a.knows.put(E, keeps(c, 5, 99));
        b.knows.put(E, keeps(c, 5, 90));
        a.acksGrants = false;
        dies(c);
        assertGrantedTo(a, 1);
        a.isUp = false;
        net.run(4_500);
        assertEquals(2, b.granted.get(E).fence());
        assertTrue(
                lastVerdict().contains("1 from older copies") && lastVerdict().contains("doubleLoss"), lastVerdict());
    }

    @Test
    void shouldKeepAnEntityWithoutCopyInTakeoverForGood() {
        mesh(4);
        a.knows.put(E, saw(c, 9, 99));
        dies(c);
        assertGrantedToNobody();
        assertEquals(1, net.core.takeover().stuck());
        assertTrue(lastVerdict().contains("1 without a copy"), lastVerdict());
        b.knows.put(E, keeps(c, 5, 50));
        dies(d);
        assertGrantedToNobody();
        assertEquals(1, net.core.takeover().stuck());
    }

    @Test
    void shouldKeepAllAliveWhileNobodyIsHeard() {
        mesh(2);
        a.isUp = false;
        b.isUp = false;
        net.run(60_000);
        assertEquals(0, net.core.takeover().fence());
        assertEquals(2, net.core.membership().nodes());
        b.isUp = true;
        net.run(1_000);
        assertEquals(0, net.core.takeover().fence(), "the other has a lease's time to follow");
        a.isUp = true;
        net.run(10_000);
        assertEquals(0, net.core.takeover().fence());
    }

    @Test
    void shouldWaitForCopiesWhenNobodyIsLeft() {
        mesh(2);
        a.isUp = false;
        b.isUp = false;
        net.run(5_000);
        final FakeMember back = net.add(new FakeMember(net, a.role, "back"));
        net.run(300);
        assertEquals(0, net.core.takeover().fence());
        final FakeMember withCopies = net.add(new FakeMember(net, a.role, "copies"));
        withCopies.knows.put(E, keeps(b, 5, 99));
        net.run(5_000);
        assertGrantedTo(withCopies, 1);
        assertEquals(1, net.core.takeover().closed());
        assertTrue(back.granted.isEmpty());
    }

    @Test
    void shouldNotCountTheTimeInWhichTheLogStoodStill() {
        mesh(3);
        net.stall(20_000);
        net.run(10_000);
        assertEquals(0, net.core.takeover().fence());
        assertEquals(3, net.core.membership().nodes());
    }

    @Test
    void shouldAskANodeThatJoinsMeanwhile() {
        mesh(4);
        b.answersFences = false;
        a.knows.put(E, saw(c, 5, 99));
        c.isUp = false;
        net.run(3_500);
        final FakeMember joiner = net.add(new FakeMember(net, a.role, "joiner"));
        joiner.knows.put(E, keeps(c, 5, 98));
        net.run(500);
        assertTrue(net.core.takeover().isCollecting());
        b.answersFences = true;
        net.run(1_000);
        assertGrantedTo(joiner, 1);
    }

    @Test
    void shouldTakeOverThousandsThroughHeavyLoss() {
        mesh(4);
        for (long entity = 1_000; entity < 3_000; entity++) {
            c.knows.put(entity, rules(c, 5, 100));
            (entity % 2 == 0 ? a : b).knows.put(entity, keeps(c, 5, 99));
        }
        net.loss = 0.2;
        c.isUp = false;
        net.run(12_000);
        net.loss = 0;
        net.run(1_000);
        assertEquals(1, net.core.takeover().closed());
        assertEquals(1_000, a.granted.size());
        assertEquals(1_000, b.granted.size());
    }

    @Test
    void shouldCloseWithinTwoRoundsWhenNothingIsLost() {
        mesh(4);
        a.knows.put(E, keeps(c, 5, 99));
        dies(c);
        final long closedAfterNs = net.core.log().get(net.core.log().newest()).value();
        assertTrue(closedAfterNs <= 300 * FakeNet.MS, "closed after " + closedAfterNs);
    }

    @Test
    void shouldCountALossThatFollowsAfterProtectionAsSingle() {
        mesh(4);
        a.knows.put(E, keeps(c, 5, 99));
        dies(c);
        assertFalse(lastVerdict().contains("doubleLoss"), lastVerdict());
        dies(d);
        assertFalse(lastVerdict().contains("doubleLoss"), lastVerdict());
        assertEquals(2, net.core.takeover().closed());
    }

    @Test
    void shouldCallALossBeforeProtectionDouble() {
        mesh(4);
        dies(c);
        a.entities = 1;
        a.standbyAcked = 1;
        dies(d);
        assertTrue(lastVerdict().contains("doubleLoss"), lastVerdict());
    }

    private String lastVerdict() {
        for (long i = net.core.log().newest(); i > 0; i--) {
            if (net.core.log().get(i).cause().contains("granted")) {
                return net.core.log().get(i).cause();
            }
        }
        return "";
    }
}
