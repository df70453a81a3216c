package io.octarchy.mesh.gateway;

import static io.octarchy.mesh.gateway.GatewayRig.A;
import static io.octarchy.mesh.gateway.GatewayRig.B;
import static io.octarchy.mesh.gateway.GatewayRig.FENCE;
import static io.octarchy.mesh.gateway.GatewayRig.GENERATION;
import static io.octarchy.mesh.gateway.GatewayRig.entityOf;
import static io.octarchy.mesh.gateway.GatewayRig.last;
import static io.octarchy.mesh.gateway.GatewayRig.notices;
import static io.octarchy.mesh.gateway.GatewayRig.taken;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.codec.client.InputDecoder;
import io.octarchy.codec.client.LoginStatus;
import io.octarchy.codec.client.MessageHeaderDecoder;
import io.octarchy.codec.client.SessionCloseDecoder;
import io.octarchy.codec.client.SessionNotice;
import io.octarchy.codec.client.SessionResyncDecoder;
import io.octarchy.codec.client.ViewDecoder;
import io.octarchy.codec.control.MemberState;
import io.octarchy.mesh.session.MemoryChannel;
import io.octarchy.mesh.session.Messages;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatewayRouteTest {
    private static final int CLIENT = 5;

    private final GatewayRig rig = new GatewayRig();
    private long session;
    private MemoryChannel toA;
    private MemoryChannel toB;
    private MemoryChannel toClient;

    @BeforeEach
    void login() {
        session = rig.login(CLIENT, rig.connect(CLIENT), 1, 42, -10);
        toA = rig.toNode.get(A);
        toB = rig.toNode.get(B);
        toClient = rig.toClient.get(CLIENT);
        last(toA);
    }

    private void input(final int sequence) {
        rig.fromClient(CLIENT, Messages.input(session, sequence, 0.5f, 0));
    }

    private static List<Integer> inputs(final MemoryChannel channel) {
        return taken(channel, InputDecoder.TEMPLATE_ID).stream()
                .map(frame -> new InputDecoder()
                        .wrapAndApplyHeader(new UnsafeBuffer(frame), 0, new MessageHeaderDecoder())
                        .sequence())
                .toList();
    }

    private int views() {
        return taken(toClient, ViewDecoder.TEMPLATE_ID).size();
    }

    @Test
    void shouldPassInputsAndViewsOnAsTheyAre() {
        final byte[] input = Messages.input(session, 1, 0.5f, 2);
        rig.fromClient(CLIENT, input);
        assertArrayEquals(input, toA.take());
        final byte[] view = Messages.view(session, A, FENCE, GENERATION, 10, 1, 1, 100);
        rig.fromNode(view);
        assertArrayEquals(view, toClient.take());
    }

    @Test
    void shouldFollowTheHigherEpochWhileInputsFly() {
        rig.view(session, A, GENERATION, 10, 1);
        input(1);
        rig.view(session, B, GENERATION + 1, 11, 2);
        input(2);
        assertEquals(2, views());
        assertEquals(List.of(1), inputs(toA));
        assertEquals(List.of(2), inputs(toB));
        assertEquals(1, rig.count(GatewayCounter.REROUTES));

        rig.fromNode(Messages.home(session, entityOf(42), A, FENCE, GENERATION + 2, LoginStatus.OK));
        input(3);
        assertEquals(List.of(3), inputs(toA));
    }

    @Test
    void shouldDropViewsOfLowerEpochAndOfAnotherOwnerOfTheSame() {
        rig.view(session, A, GENERATION + 1, 10, 1);
        rig.view(session, B, GENERATION, 11, 1);
        rig.view(session, B, GENERATION + 1, 11, 1);
        rig.view(session, A, GENERATION + 1, 9, 2);
        assertEquals(1, views());
        assertEquals(3, rig.count(GatewayCounter.VIEWS_STALE));
        rig.fromNode(Messages.home(session, entityOf(42), B, FENCE, GENERATION, LoginStatus.OK));
        assertEquals(1, rig.count(GatewayCounter.HOMES_STALE));
        input(1);
        assertEquals(List.of(1), inputs(toA));
    }

    @Test
    void shouldShowNoViewsOfAnotherAvatarThatCameBack() {
        rig.view(session, A, GENERATION, 10, 1);
        rig.fromNode(Messages.home(session, entityOf(43), B, FENCE, GENERATION + 1, LoginStatus.OK));
        rig.view(session, B, GENERATION + 1, 11, 1);
        rig.view(session, A, GENERATION, 11, 2);
        rig.step(1);
        assertEquals(2, views());
        assertEquals(0, rig.count(GatewayCounter.REROUTES));
        assertEquals(1, rig.count(GatewayCounter.VIEWS_STALE));
        assertEquals(1, taken(toB, SessionCloseDecoder.TEMPLATE_ID).size());
    }

    @Test
    void shouldTakeNothingFromTheDeadTheUnlistedOrThoseBehindTheFenceOfTheirEpoch() {
        rig.view(session, 9, GENERATION + 5, 10, 1);
        rig.fromNode(Messages.view(session, B, FENCE, GENERATION + (1L << 32), 10, 1, 0, 10));
        rig.member(B, MemberState.DEAD);
        rig.view(session, B, GENERATION + 5, 10, 1);
        rig.member(B, MemberState.LIVE);
        rig.view(session, B, GENERATION + 5, 10, 1);
        assertEquals(0, views());
        assertEquals(1, rig.count(GatewayCounter.FROM_UNLISTED));
        assertEquals(1, rig.count(GatewayCounter.FENCE_BEHIND_EPOCH));
        assertEquals(2, rig.count(GatewayCounter.FROM_DEAD));
    }

    @Test
    void shouldHoldWhenTheAuthorityDiesAndResumeWithTheNext() {
        rig.view(session, A, GENERATION, 10, 1);
        last(toClient);
        rig.member(A, MemberState.DEAD);
        rig.step(0);
        assertEquals(SessionState.HOLDING, rig.gateway.stateOf(session));
        assertEquals(List.of(SessionNotice.HOLDING), notices(toClient));
        assertTrue(toA.isClosed());
        for (int i = 1; i <= 10; i++) {
            input(i);
        }
        rig.step(500);
        rig.fromNode(Messages.home(session, entityOf(42), B, FENCE + 1, GENERATION + (1L << 32), LoginStatus.OK));
        rig.step(0);
        assertEquals(List.of(SessionNotice.RESUMED), notices(toClient));
        assertEquals(List.of(7, 8, 9, 10), inputs(toB));
        assertEquals(6, rig.count(GatewayCounter.INPUTS_CONFLATED));
        rig.fromNode(Messages.view(session, B, FENCE + 1, GENERATION + (1L << 32), 80, 1, 10, 10));
        assertEquals(1, views());
    }

    @Test
    void shouldHoldWhenTheAuthorityIsSilentAndResumeWithItsNextView() {
        rig.view(session, A, GENERATION, 10, 1);
        last(toClient);
        rig.step(1_001);
        assertEquals(List.of(SessionNotice.HOLDING), notices(toClient));
        rig.view(session, A, GENERATION, 11, 2);
        assertEquals(SessionState.ACTIVE, rig.gateway.stateOf(session));
        assertEquals(1, views());
        rig.step(0);
        assertEquals(List.of(SessionNotice.RESUMED), notices(toClient));
    }

    @Test
    void shouldEndASessionThatNobodyTakesOver() {
        rig.member(A, MemberState.DEAD);
        rig.ownerWest = B;
        for (int i = 1; i <= 31; i++) {
            rig.step(1_000);
            input(i);
        }
        rig.step(0);
        assertEquals(List.of(SessionNotice.HOLDING, SessionNotice.CLOSED), notices(toClient));
        assertEquals(SessionState.CLOSING, rig.gateway.stateOf(session));
        assertEquals(1, rig.count(GatewayCounter.SESSIONS_EXPIRED));
        assertTrue(taken(toB, SessionCloseDecoder.TEMPLATE_ID).size() > 0);
    }

    @Test
    void shouldKeepTheNewestInputsInOrderWhileTheNodeIsBackPressured() {
        toA.room(0);
        for (int i = 1; i <= 6; i++) {
            input(i);
        }
        rig.step(1);
        toA.room(2);
        rig.step(1);
        input(7);
        assertEquals(List.of(3, 4), inputs(toA));
        toA.room(100);
        rig.step(1);
        input(8);
        assertEquals(List.of(5, 6, 7, 8), inputs(toA));
        assertEquals(2, rig.count(GatewayCounter.INPUTS_CONFLATED));
    }

    @Test
    void shouldAskForAFreshViewWhenTheClientMissedOne() {
        rig.view(session, A, GENERATION, 10, 1);
        toClient.room(0);
        rig.view(session, A, GENERATION, 11, 2);
        toClient.room(100);
        rig.view(session, A, GENERATION, 12, 3);
        rig.step(0);
        final SessionResyncDecoder resync = new SessionResyncDecoder()
                .wrapAndApplyHeader(new UnsafeBuffer(toA.take()), 0, new MessageHeaderDecoder());
        assertEquals(session, resync.session());
        assertEquals(entityOf(42), resync.entity());
        assertEquals(12, resync.lostTick());
        rig.view(session, A, GENERATION, 13, 1);
        rig.view(session, A, GENERATION, 14, 2);
        assertEquals(3, views());
        assertEquals(1, rig.count(GatewayCounter.VIEWS_LOST));
        assertEquals(1, rig.count(GatewayCounter.VIEWS_AWAITING_RESET));
        rig.step(500);
        assertEquals(0, toA.size());
    }

    @Test
    void shouldRepeatTheRequestUntilTheResetIsThrough() {
        rig.view(session, A, GENERATION, 10, 1);
        toClient.room(0);
        rig.view(session, A, GENERATION, 11, 2);
        rig.step(0);
        rig.view(session, A, GENERATION, 12, 1);
        rig.step(100);
        rig.step(100);
        final List<byte[]> asked = taken(toA, SessionResyncDecoder.TEMPLATE_ID);
        assertTrue(asked.size() >= 2, "asked " + asked.size());
        final SessionResyncDecoder resync = new SessionResyncDecoder()
                .wrapAndApplyHeader(new UnsafeBuffer(asked.get(asked.size() - 1)), 0, new MessageHeaderDecoder());
        assertEquals(12, resync.lostTick());
    }

    @Test
    void shouldAskForAFreshViewWhenTheFormerAuthoritysLastIsOvertaken() {
        rig.view(session, A, GENERATION, 10, 1);
        rig.view(session, B, GENERATION + 1, 12, 3);
        rig.view(session, A, GENERATION, 11, 2);
        rig.step(0);
        assertEquals(1, views());
        assertEquals(1, taken(toB, SessionResyncDecoder.TEMPLATE_ID).size());
    }

    @Test
    void shouldAskForAFreshViewWhenViewsComeBeforeTheSessionIsHome() {
        rig.fromClient(CLIENT, Messages.login(1, 2, 43, -10, 0));
        rig.step(0);
        final long early = GatewayRig.open(last(toA)).session();
        rig.view(early, A, GENERATION, 10, 1);
        rig.fromNode(Messages.home(early, 99, A, FENCE, GENERATION, LoginStatus.OK));
        rig.step(0);
        assertEquals(1, taken(toA, SessionResyncDecoder.TEMPLATE_ID).size());
        assertEquals(1, rig.count(GatewayCounter.VIEWS_UNEXPECTED));
    }

    @Test
    void shouldRemoveASecondAvatarOfASession() {
        rig.fromNode(Messages.home(session, 9_999, B, FENCE, GENERATION, LoginStatus.OK));
        rig.step(0);
        final SessionCloseDecoder close = new SessionCloseDecoder()
                .wrapAndApplyHeader(new UnsafeBuffer(toB.take()), 0, new MessageHeaderDecoder());
        assertEquals(9_999, close.entity());
        input(1);
        assertEquals(List.of(1), inputs(toA));
    }

    @Test
    void shouldRefuseInputsThatAreNotFiniteTooLongOrOutOfOrder() {
        rig.fromClient(CLIENT, Messages.input(session, 1, Float.NaN, 0));
        rig.fromClient(CLIENT, Messages.input(session, 1, 1.01f, 0));
        rig.fromClient(CLIENT, Messages.input(session, 1, Float.NEGATIVE_INFINITY, 0));
        rig.fromClient(CLIENT, Messages.input(session, 1, 0, Float.POSITIVE_INFINITY));
        rig.step(0);
        assertEquals(4, rig.count(GatewayCounter.INPUTS_INVALID));
        assertEquals(List.of(SessionNotice.INPUT_REFUSED), notices(toClient));
        input(3);
        input(3);
        input(2);
        input(104);
        assertEquals(3, rig.count(GatewayCounter.INPUTS_OUT_OF_ORDER));
        assertEquals(List.of(3), inputs(toA));
    }

    @Test
    void shouldRefuseTheSessionOfAnotherAndTellOfOneThatIsGone() {
        rig.connect(6);
        rig.fromClient(6, Messages.input(session, 1, 0, 0));
        rig.fromClient(6, Messages.logout(session));
        rig.fromClient(7, Messages.input(session, 1, 0, 0));
        rig.fromClient(6, Messages.login(1, 1, 1, 0, 0));
        assertEquals(4, rig.count(GatewayCounter.FOREIGN_SESSION));
        assertEquals(0, toA.size());
        assertEquals(SessionState.ACTIVE, rig.gateway.stateOf(session));
        rig.fromClient(6, Messages.input(session + 1, 1, 0, 0));
        rig.step(0);
        assertEquals(List.of(SessionNotice.CLOSED), notices(rig.toClient.get(6)));
    }

    @Test
    void shouldRelayNothingToAClientThatReadsNothingButGoOnWithOthers() {
        final long other = rig.login(6, rig.connect(6), 1, 43, -10);
        toClient.room(0);
        for (int i = 1; i <= 50; i++) {
            rig.view(session, A, GENERATION, i, i);
            rig.view(other, A, GENERATION, i, i);
            rig.step(50);
        }
        assertEquals(50, taken(rig.toClient.get(6), ViewDecoder.TEMPLATE_ID).size());
        assertEquals(0, views());
    }
}
