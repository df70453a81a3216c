package io.octarchy.tools.swarm;

import io.octarchy.mesh.client.ClientSession;
import io.octarchy.mesh.client.ClientState;
import io.octarchy.mesh.client.CloseReason;
import io.octarchy.mesh.client.SessionListener;
import io.octarchy.replicator.state.LeaveKind;
import io.octarchy.replicator.state.StateDecoder;
import io.octarchy.replicator.view.Replica;
import io.octarchy.replicator.view.ReplicaListener;
import io.octarchy.replicator.view.ReplicaTable;

/** One synthetic player's place at the client library: its session, and its replica's news for the listener. */
final class Seat implements SessionListener, ReplicaListener {
    private final int player;
    private final GatewayLink link;
    private ClientSession session;
    private long begunTick;
    private int begunOwner;
    private boolean isSuspended;

    Seat(final int player, final GatewayLink link) {
        this.player = player;
        this.link = link;
    }

    void sit(final ClientSession newSession) {
        session = newSession;
        begunTick = -1;
        isSuspended = false;
    }

    ClientSession session() {
        return session;
    }

    boolean isAway() {
        return session == null || session.state() == ClientState.CLOSED;
    }

    boolean isConnected() {
        return session != null && session.takesInputs();
    }

    @Override
    public void onReady(final long nowNs, final ClientSession ready) {
        link.listener().onConnected(player, ready.avatar());
    }

    @Override
    public void onInputShown(final long nowNs, final ClientSession shown, final int sequence, final long latencyNs) {
        link.listener().onInputShown(player, latencyNs);
    }

    @Override
    public void onSuspended(final long nowNs, final ClientSession suspended) {
        isSuspended = true;
        link.listener().onSuspended(player);
    }

    @Override
    public void onResumed(final long nowNs, final ClientSession resumed) {
        if (isSuspended) {
            isSuspended = false;
            link.listener().onResumed(player);
        }
    }

    @Override
    public void onClosed(final long nowNs, final ClientSession closed, final CloseReason reason) {
        link.listener().onDisconnected(player, reason == CloseReason.LOGGED_OUT);
    }

    @Override
    public void onEnter(final Replica replica, final int index, final long tick) {
        onUpdate(replica, index, tick);
    }

    @Override
    public void onUpdate(final Replica replica, final int index, final long tick) {
        begin(replica);
        final ReplicaTable seen = replica.entities();
        final StateDecoder state = replica.state();
        link.listener()
                .onEntity(
                        player,
                        seen.entity(index),
                        seen.type(index),
                        tick,
                        seen.owner(index),
                        seen.epoch(index),
                        seen.x(state, index),
                        seen.y(state, index),
                        seen.z(state, index));
    }

    @Override
    public void onLeave(final Replica replica, final int index, final int kind) {
        begin(replica);
        link.listener().onLeave(player, replica.entities().entity(index), kind == LeaveKind.REMOVED);
    }

    @Override
    public void onComplete(final Replica replica, final long tick) {
        begin(replica);
        link.listener().onViewEnd(player);
    }

    private void begin(final Replica replica) {
        if (replica.tick() != begunTick || replica.viewOwner() != begunOwner) {
            begunTick = replica.tick();
            begunOwner = replica.viewOwner();
            link.listener().onViewBegin(player, begunTick, begunOwner, replica.viewEpoch());
        }
    }
}
