package io.octarchy.mesh.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.codec.control.JoinEncoder;
import io.octarchy.codec.control.JoinStatus;
import io.octarchy.codec.control.MemberState;
import io.octarchy.codec.control.MessageHeaderEncoder;
import io.octarchy.codec.control.Role;
import io.octarchy.mesh.coordinator.client.ControlProtocol;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class MembershipTest {
    @Test
    void shouldAdmitNodesAndDivideTheCurveOnceAllAreThere() {
        final FakeNet net = new FakeNet(Meshes.settings(3, 8), 1);
        net.add(new FakeMember(net, Role.NODE, "a"));
        net.add(new FakeMember(net, Role.NODE, "b"));
        net.run(1_000);
        assertEquals(0, net.core.keeper().version());
        net.add(new FakeMember(net, Role.NODE, "c"));
        net.run(1_000);
        assertEquals(1, net.core.keeper().version());
        for (final FakeMember member : net.members) {
            assertEquals(net.core.keeper().map().checksum(), member.map.map().checksum());
            assertEquals(3, member.directory.count());
            assertTrue(net.core.keeper().map().sizeOf(member.incarnation) > 0);
            assertNotEquals(0, member.standby);
            assertNotEquals(member.incarnation, member.standby);
        }
    }

    @Test
    void shouldTakeARepeatedJoinAsOne() {
        final FakeNet net = new FakeNet(Meshes.settings(1, 8), 1);
        final FakeMember node = net.add(new FakeMember(net, Role.NODE, "a"));
        for (int i = 0; i < 3; i++) {
            node.publisher.join(i, Role.NODE, node.launch, 0, node.driver, 1, 2, 3, 0, 0, "host:" + node.session, "a");
        }
        net.run(500);
        assertEquals(1, net.core.membership().count());
        assertEquals(1, node.incarnation);
    }

    @Test
    void shouldRefuseTheNameOfALivingMember() {
        final FakeNet net = Meshes.withNodes(1, 1);
        final FakeMember twin = net.add(new FakeMember(net, Role.NODE, "node0"));
        net.run(500);
        assertEquals(JoinStatus.IDENTITY, twin.refusedWith);
        assertTrue(twin.refusal.contains("node0") && twin.refusal.contains("choose another name"), twin.refusal);
        net.members.get(0).isUp = false;
        net.run(5_000);
        assertEquals(2, twin.incarnation, "the name is free once its bearer is dead");
    }

    @Test
    void shouldRefuseTheLaunchIdOfALivingMember() {
        final FakeNet net = Meshes.withNodes(1, 1);
        final FakeMember twin = net.add(new FakeMember(net, Role.NODE, "other"));
        twin.launch = net.members.get(0).launch;
        net.run(500);
        assertEquals(0, twin.incarnation, "one incarnation is one process");
        assertEquals(JoinStatus.IDENTITY, twin.refusedWith);
        assertTrue(
                twin.refusal.contains("launch id " + twin.launch)
                        && twin.refusal.contains("member 1 at host:")
                        && twin.refusal.contains("a launch id of its own"),
                twin.refusal);
        assertEquals(1, net.core.membership().nodes());
        net.members.get(0).isUp = false;
        net.run(5_000);
        assertEquals(2, twin.incarnation, "the id is free once its bearer is dead");
    }

    @Test
    void shouldRefuseAnotherProtocolVersion() {
        final FakeNet net = Meshes.withNodes(1, 1);
        final FakeMember stranger = new FakeMember(net, Role.NODE, "stranger");
        stranger.isMute = true;
        net.add(stranger);
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
        final JoinEncoder join = new JoinEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .role(Role.NODE)
                .protocolVersion(ControlProtocol.VERSION + 1)
                .endpoint("host:1")
                .name("stranger");
        final int length = MessageHeaderEncoder.ENCODED_LENGTH + join.encodedLength();
        assertTrue(net.adapter.onFrame(net.nowNs, stranger.session, buffer, 0, length));
        assertEquals(JoinStatus.VERSION, stranger.refusedWith);
        assertTrue(
                stranger.refusal.contains("protocol version " + ControlProtocol.VERSION + ", you speak 2")
                        && stranger.refusal.contains("the same release"),
                stranger.refusal);
        assertEquals(1, net.core.membership().nodes());
    }

    @Test
    void shouldRefuseMoreThanTheBound() {
        final FakeNet net = new FakeNet(Meshes.settings(1, 8), 1);
        for (int i = 0; i < 65; i++) {
            net.add(new FakeMember(net, Role.OBSERVER, "o" + i));
        }
        net.run(500);
        final FakeMember last = net.members.get(64);
        assertEquals(JoinStatus.FULL, last.refusedWith);
        assertTrue(last.refusal.contains("limits.maxMembers"), last.refusal);
    }

    @Test
    void shouldDropWhatIsMalformed() {
        final FakeNet net = Meshes.withNodes(1, 1);
        final long state = net.core.checksum();
        final byte[] junk = new byte[64];
        for (int i = 0; i < 10_000; i++) {
            net.random.nextBytes(junk);
            junk[2] = (byte) (i % 12);
            junk[3] = 0;
            junk[4] = 0x22;
            junk[5] = 3;
            net.adapter.onFrame(net.nowNs, 1, new UnsafeBuffer(junk), 0, net.random.nextInt(junk.length));
        }
        assertTrue(net.adapter.malformed() > 5_000, "malformed " + net.adapter.malformed());
        assertEquals(1, net.core.membership().nodes());
        assertEquals(state, net.core.checksum());
    }

    @Test
    void shouldNameTheLastTickInLeasesAndNeverLowerIt() {
        final FakeNet net = Meshes.withNodes(1, 1);
        final FakeMember node = net.members.get(0);
        final long first = node.lastTick;
        assertTrue(first >= 60, "a lease of 3 s is 60 ticks, L is " + first);
        net.run(1_000);
        assertTrue(node.lastTick >= first + 15);
    }

    @Test
    void shouldLetAGatewayDieWithoutAFence() {
        final FakeNet net = Meshes.withNodes(2, 1);
        final FakeMember gateway = net.add(new FakeMember(net, Role.GATEWAY, "gate"));
        net.run(500);
        gateway.isUp = false;
        net.run(4_000);
        assertEquals(
                MemberState.DEAD,
                net.core.membership().find(gateway.incarnation).state());
        assertEquals(0, net.core.takeover().fence());
        assertFalse(net.members.get(0).directory.find(gateway.incarnation).isLiving());
    }

    @Test
    void shouldLetNobodyExpireBeforeAFullLeaseOfANewTerm() {
        final FakeNet net = Meshes.withNodes(2, 1);
        net.members.forEach(member -> member.isMute = true);
        net.nowNs += 60_000 * FakeNet.MS;
        net.core.onNewTerm(net.nowNs);
        net.run(3_000);
        assertEquals(0, net.core.takeover().fence());
        net.members.forEach(member -> member.isMute = false);
        net.run(1_000);
        assertEquals(0, net.core.takeover().fence());
        net.members.get(1).isMute = true;
        net.run(4_000);
        assertEquals(1, net.core.takeover().fence());
    }

    @Test
    void shouldTellTheDeadThatTheyAre() {
        final FakeNet net = Meshes.withNodes(2, 1);
        final FakeMember zombie = net.members.get(1);
        zombie.isMute = true;
        net.run(4_000);
        zombie.isMute = false;
        net.run(500);
        assertTrue(zombie.declaredDead);
    }

    @Test
    void shouldConvergeThoughHalfOfAllMessagesAreLost() {
        final FakeNet net = new FakeNet(Meshes.settings(4, 8), 42);
        net.loss = 0.5;
        for (int i = 0; i < 20; i++) {
            net.add(new FakeMember(net, i < 4 ? Role.NODE : Role.GATEWAY, "m" + i));
        }
        net.run(10_000);
        net.loss = 0;
        net.run(2_000);
        for (final FakeMember member : net.members) {
            if (net.core.membership().isLiving(member.incarnation)) {
                assertEquals(net.core.membership().version(), member.directory.version());
                assertEquals(
                        net.core.keeper().map().checksum(), member.map.map().checksum());
            }
        }
    }
}
