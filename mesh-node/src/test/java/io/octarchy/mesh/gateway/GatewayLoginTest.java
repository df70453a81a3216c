package io.octarchy.mesh.gateway;

import static io.octarchy.mesh.gateway.GatewayRig.A;
import static io.octarchy.mesh.gateway.GatewayRig.B;
import static io.octarchy.mesh.gateway.GatewayRig.FENCE;
import static io.octarchy.mesh.gateway.GatewayRig.GATEWAY;
import static io.octarchy.mesh.gateway.GatewayRig.GENERATION;
import static io.octarchy.mesh.gateway.GatewayRig.ack;
import static io.octarchy.mesh.gateway.GatewayRig.connected;
import static io.octarchy.mesh.gateway.GatewayRig.last;
import static io.octarchy.mesh.gateway.GatewayRig.notices;
import static io.octarchy.mesh.gateway.GatewayRig.open;
import static io.octarchy.mesh.gateway.GatewayRig.taken;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.codec.client.ConnectDecoder;
import io.octarchy.codec.client.LoginAckDecoder;
import io.octarchy.codec.client.LoginStatus;
import io.octarchy.codec.client.SessionCloseDecoder;
import io.octarchy.codec.client.SessionNotice;
import io.octarchy.codec.client.SessionOpenDecoder;
import io.octarchy.codec.control.MemberState;
import io.octarchy.mesh.session.MemoryChannel;
import io.octarchy.mesh.session.Messages;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatewayLoginTest {
    private final GatewayRig rig = new GatewayRig();

    @Test
    void shouldOpenSessionAtTheNodeOfTheEntryAndAckOnceItIsHome() {
        final int client = rig.connect(5);
        rig.fromClient(5, Messages.login(client, 1, 42, -10, 20));
        rig.step(0);
        final SessionOpenDecoder open = open(rig.toNode.get(A).take());
        assertEquals(GATEWAY, open.gateway());
        assertEquals(42, open.player());
        assertEquals(-10, open.x());
        assertEquals(20, open.y());
        assertEquals(GATEWAY, open.session() >>> 32);
        assertEquals(0, rig.toClient.get(5).size());

        rig.fromNode(Messages.home(open.session(), 77, A, FENCE, GENERATION, LoginStatus.OK));
        rig.step(0);
        final LoginAckDecoder ack = ack(rig.toClient.get(5).take());
        assertEquals(LoginStatus.OK, ack.status());
        assertEquals(1, ack.correlation());
        assertEquals(open.session(), ack.session());
        assertEquals(77, ack.avatar());
        assertEquals(SessionState.ACTIVE, rig.gateway.stateOf(open.session()));
    }

    @Test
    void shouldRepeatOpenUntilAnswered() {
        final int client = rig.connect(5);
        rig.fromClient(5, Messages.login(client, 1, 42, -10, 0));
        for (int i = 0; i < 100; i++) {
            rig.step(10);
        }
        final int sent =
                taken(rig.toNode.get(A), SessionOpenDecoder.TEMPLATE_ID).size();
        assertTrue(sent >= 9 && sent <= 11, "sent " + sent);
    }

    @Test
    void shouldOpenAtTheNewOwnerWhenTheMapChanges() {
        final int client = rig.connect(5);
        rig.fromClient(5, Messages.login(client, 1, 42, -10, 0));
        rig.step(0);
        assertEquals(1, rig.toNode.get(A).size());
        rig.ownerWest = B;
        rig.gateway.onTerritory(rig.nowNs, rig);
        rig.step(0);
        assertEquals(42, open(rig.toNode.get(B).take()).player());
    }

    @Test
    void shouldWaitForAnOwnerThatIsNotListedYet() {
        rig.ownerWest = 9;
        final int client = rig.connect(5);
        rig.fromClient(5, Messages.login(client, 1, 42, -10, 0));
        rig.step(0);
        rig.member(9, MemberState.LIVE);
        rig.step(0);
        rig.step(0);
        assertEquals(42, open(rig.toNode.get(9).take()).player());
    }

    @Test
    void shouldAckARepeatedLoginAgainWithTheSameSession() {
        final int client = rig.connect(5);
        final long session = rig.login(5, client, 1, 42, -10);
        rig.fromClient(5, Messages.login(client, 1, 42, -10, 0));
        rig.step(0);
        assertEquals(session, ack(rig.toClient.get(5).take()).session());
        assertEquals(1, rig.count(GatewayCounter.LOGINS));
    }

    @Test
    void shouldLetTheNewestLoginOfAPlayerWin() {
        final int first = rig.connect(5);
        final long older = rig.login(5, first, 1, 42, -10);
        final int second = rig.connect(6);
        rig.fromClient(6, Messages.login(second, 1, 42, 10, 0));
        rig.step(0);
        assertEquals(List.of(SessionNotice.CLOSED), notices(rig.toClient.get(5)));
        assertEquals(SessionState.CLOSING, rig.gateway.stateOf(older));
        assertEquals(
                1, taken(rig.toNode.get(A), SessionCloseDecoder.TEMPLATE_ID).size());
        final long newer = open(rig.toNode.get(B).take()).session();
        assertNotEquals(older, newer);
        assertEquals(1, rig.count(GatewayCounter.SESSIONS_REPLACED));

        rig.fromNode(Messages.closed(older, A, FENCE));
        assertEquals(SessionState.CLOSED, rig.gateway.stateOf(older));
        assertEquals(1, rig.gateway.sessions());
    }

    @Test
    void shouldRefusePlacesOutsideTheWorld() {
        final int client = rig.connect(5);
        for (final double x : new double[] {1e9, Double.NaN, Double.POSITIVE_INFINITY}) {
            rig.fromClient(5, Messages.login(client, 1, 42, x, 0));
            rig.step(0);
            assertEquals(
                    LoginStatus.REFUSED_POSITION,
                    ack(rig.toClient.get(5).take()).status());
        }
        assertEquals(0, rig.gateway.sessions());
    }

    @Test
    void shouldRefuseWhenFullButLetAKnownPlayerIn() {
        final GatewayRig small = new GatewayRig(GatewayRig.settings(2, 2));
        final int client = small.connect(5);
        small.login(5, client, 1, 1, -10);
        small.login(5, client, 2, 2, -10);
        small.fromClient(5, Messages.login(client, 3, 3, -10, 0));
        small.step(0);
        assertEquals(LoginStatus.REFUSED_FULL, ack(last(small.toClient.get(5))).status());
        small.fromClient(5, Messages.login(client, 4, 2, -10, 0));
        small.step(0);
        assertEquals(2, small.gateway.sessions());
        assertEquals(1, small.count(GatewayCounter.SESSIONS_REPLACED));
    }

    @Test
    void shouldPassARefusalOfTheNodeOn() {
        final int client = rig.connect(5);
        rig.fromClient(5, Messages.login(client, 1, 42, -10, 0));
        rig.step(0);
        final long session = open(rig.toNode.get(A).take()).session();
        rig.fromNode(Messages.home(session, 0, A, FENCE, 0, LoginStatus.TRY_LATER));
        rig.step(0);
        assertNull(rig.toClient.get(5).take());
        rig.fromNode(Messages.home(session, 0, A, FENCE, 0, LoginStatus.REFUSED_FULL));
        rig.step(0);
        assertEquals(LoginStatus.REFUSED_FULL, ack(rig.toClient.get(5).take()).status());
        assertEquals(SessionState.CLOSED, rig.gateway.stateOf(session));
    }

    @Test
    void shouldTellToTryLaterWhenNoNodeAnswers() {
        final int client = rig.connect(5);
        rig.fromClient(5, Messages.login(client, 1, 42, -10, 0));
        rig.step(0);
        rig.step(2_001);
        assertEquals(LoginStatus.TRY_LATER, ack(rig.toClient.get(5).take()).status());
        assertEquals(0, rig.gateway.sessions());
    }

    @Test
    void shouldRemoveAnAvatarThatCameTooLate() {
        final int client = rig.connect(5);
        rig.fromClient(5, Messages.login(client, 1, 42, -10, 0));
        rig.step(0);
        final long session = open(last(rig.toNode.get(A))).session();
        rig.step(2_001);
        rig.step(30_001);
        assertEquals(SessionState.CLOSED, rig.gateway.stateOf(session));
        last(rig.toNode.get(A));
        rig.view(session, A, GENERATION, 10, 1);
        rig.step(0);
        assertEquals(
                1, taken(rig.toNode.get(A), SessionCloseDecoder.TEMPLATE_ID).size());
    }

    @Test
    void shouldCloseUntilTheNodeSaysSo() {
        final int client = rig.connect(5);
        final long session = rig.login(5, client, 1, 42, -10);
        last(rig.toNode.get(A));
        rig.fromClient(5, Messages.logout(session));
        for (int i = 0; i < 50; i++) {
            rig.step(10);
        }
        final int sent =
                taken(rig.toNode.get(A), SessionCloseDecoder.TEMPLATE_ID).size();
        assertTrue(sent >= 4 && sent <= 6, "sent " + sent);
        assertEquals(List.of(SessionNotice.CLOSED), notices(rig.toClient.get(5)));
        rig.fromNode(Messages.closed(session, A, FENCE));
        rig.step(200);
        assertEquals(0, rig.toNode.get(A).size());
        assertEquals(SessionState.CLOSED, rig.gateway.stateOf(session));
    }

    @Test
    void shouldEndASessionWhoseAvatarItsNodeRemoved() {
        final int client = rig.connect(5);
        final long session = rig.login(5, client, 1, 42, -10);
        rig.fromNode(Messages.closed(session, A, FENCE));
        rig.step(0);
        assertEquals(List.of(SessionNotice.CLOSED), notices(rig.toClient.get(5)));
        assertEquals(SessionState.CLOSED, rig.gateway.stateOf(session));
    }

    @Test
    void shouldRemoveTheAvatarsOfAClientThatIsGone() {
        final int client = rig.connect(5);
        final long session = rig.login(5, client, 1, 42, -10);
        last(rig.toNode.get(A));
        rig.gateway.onClientGone(rig.nowNs, 5);
        rig.step(0);
        assertEquals(
                1, taken(rig.toNode.get(A), SessionCloseDecoder.TEMPLATE_ID).size());
        assertEquals(SessionState.CLOSING, rig.gateway.stateOf(session));
        assertTrue(rig.toClient.get(5).isClosed());
        assertEquals(0, rig.gateway.connections());
    }

    @Test
    void shouldTakeASilentClientForGoneButNotOneThatConnectsAgainAndAgain() {
        final int silent = rig.connect(5);
        rig.login(5, silent, 1, 42, -10);
        rig.connect(6);
        for (int i = 0; i < 11; i++) {
            rig.step(1_000);
            rig.fromClient(6, Messages.connect(6, ConnectDecoder.SCHEMA_VERSION, 6, "aeron:ipc"));
        }
        assertEquals(1, rig.gateway.connections());
        assertEquals(1, rig.count(GatewayCounter.CLIENTS_LOST));
        assertEquals(0, rig.gateway.sessions());
    }

    @Test
    void shouldRefuseAnotherVersionAndAddressesThatAreNoneOfAClientsBusiness() {
        rig.fromClient(5, Messages.connect(1, ConnectDecoder.SCHEMA_VERSION + 1, 5, "aeron:ipc"));
        rig.step(0);
        assertEquals(
                LoginStatus.REFUSED_VERSION,
                connected(rig.toClient.get(5).take()).status());
        assertEquals(0, rig.gateway.connections());
        for (final String address : List.of(
                "aeron-spy:aeron:ipc",
                "aeron:udp?endpoint=a:1|control=b:2",
                "aeron:udp?control-mode=dynamic",
                "aeron:udp?endpoint=:80",
                "aeron:udp?endpoint=host:0",
                "aeron:udp?endpoint=host:99999",
                "")) {
            rig.fromClient(6, Messages.connect(1, ConnectDecoder.SCHEMA_VERSION, 6, address));
        }
        rig.step(0);
        assertEquals(0, rig.gateway.connections());
        rig.fromClient(6, Messages.connect(1, ConnectDecoder.SCHEMA_VERSION, 6, "aeron:udp?endpoint=[::1]:4000"));
        assertEquals(1, rig.gateway.connections());
    }

    @Test
    void shouldBoundConnections() {
        final GatewayRig small = new GatewayRig(GatewayRig.settings(2, 2));
        small.connect(5);
        small.connect(6);
        small.fromClient(7, Messages.connect(1, ConnectDecoder.SCHEMA_VERSION, 7, "aeron:ipc"));
        assertEquals(2, small.gateway.connections());
        assertEquals(1, small.count(GatewayCounter.CONNECTS_REFUSED));
    }

    @Test
    void shouldEndAllSessionsWhenDeclaredDead() {
        final int client = rig.connect(5);
        final long session = rig.login(5, client, 1, 42, -10);
        final MemoryChannel toA = rig.toNode.get(A);
        rig.gateway.onJoined(rig.nowNs, GATEWAY + 1);
        rig.step(0);
        assertEquals(List.of(SessionNotice.CLOSED), notices(rig.toClient.get(5)));
        assertEquals(SessionState.CLOSED, rig.gateway.stateOf(session));
        assertTrue(toA.isClosed());
        rig.member(A, MemberState.LIVE);
        rig.step(0);
        final long anew = rig.login(5, client, 2, 42, -10);
        assertEquals(GATEWAY + 1, anew >>> 32);
    }
}
