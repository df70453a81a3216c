package io.octarchy.simulator.cast;

import io.octarchy.examples.arena.ArenaGame;
import io.octarchy.examples.arena.Terrain;
import io.octarchy.mesh.client.Client;
import io.octarchy.mesh.client.ClientSession;
import io.octarchy.mesh.client.CloseReason;
import io.octarchy.mesh.client.SessionListener;
import io.octarchy.replicator.state.LeaveKind;
import io.octarchy.replicator.state.StateDecoder;
import io.octarchy.replicator.view.Replica;
import io.octarchy.replicator.view.ReplicaListener;
import io.octarchy.replicator.view.ReplicaTable;
import io.octarchy.tools.checker.view.ClientViewChecker;
import java.util.SplittableRandom;

/** One synthetic player: logs in, walks by what it sees of itself, comes and goes; all that it sees is checked. */
public final class Player implements SessionListener, ReplicaListener {
    private static final long INPUT_NS = 100_000_000L;
    private static final long LATE_NS = 1_000_000_000L;
    private static final double NEAR_METRES = ArenaGame.REACH_METRES - 0.5;

    private final int number;
    private final Walk walk;
    private final SplittableRandom random;
    private final ClientViewChecker checker;
    private final double leaveShare;
    private ClientSession session;
    private long nextNs;
    private long begunTick;
    private int begunOwner;
    private boolean seen;
    private double x;
    private double y;
    private double nearX;
    private double nearY;
    private boolean near;
    private long viewTick = -1;

    /**
     * @param number of the player, from 0; the checker's session.
     * @param firstNs true time at which it enters.
     * @param leaveShare chance of an input to be a farewell instead.
     */
    public Player(
            final int number,
            final Walk walk,
            final SplittableRandom random,
            final ClientViewChecker checker,
            final long firstNs,
            final double leaveShare) {
        this.number = number;
        this.walk = walk;
        this.random = random;
        this.checker = checker;
        this.leaveShare = leaveShare;
        nextNs = firstNs;
    }

    /** True time at which it does something next; it may become later, never sooner. */
    long dueNs() {
        return nextNs;
    }

    void doWork(final long nowNs, final long localNs, final Client client) {
        if (nowNs < nextNs) {
            return;
        }
        final long dueNs = nextNs;
        nextNs = Math.max(nextNs + INPUT_NS, nowNs - LATE_NS);
        if (session == null) {
            walk.at(nowNs);
            session = client.login(
                    localNs, number + 1, walk.x(), walk.y(), Terrain.height(walk.x(), walk.y()), null, this, this);
            begunTick = -1;
            seen = false;
        } else if (session.takesInputs()) {
            play(nowNs, localNs, dueNs);
        }
    }

    private void play(final long nowNs, final long localNs, final long dueNs) {
        if (leaveShare > 0 && random.nextDouble() < leaveShare) {
            session.logout(localNs);
            return;
        }
        walk.at(nowNs);
        final double dx = seen ? walk.x() - x : 0;
        final double dy = seen ? walk.y() - y : 0;
        final double distance = Math.sqrt(dx * dx + dy * dy);
        final double throttle = distance < 0.5 ? 0 : 0.999 * Math.min(1, distance / 4) / distance;
        int buttons = walk.isFast() ? ArenaGame.DASH : 0;
        final int dice = random.nextInt(1000);
        if (near && dice < 50) {
            buttons |= ArenaGame.TRADE;
        } else if (dice >= 990) {
            buttons |= ArenaGame.THROW;
        }
        final float yaw = (float) StrictMath.atan2(dy, dx);
        session.input(
                localNs, localNs - (nowNs - dueNs), (float) (dx * throttle), (float) (dy * throttle), 0, yaw, buttons);
    }

    /** In the world, and seeing it. */
    public boolean isPlaying() {
        return session != null && session.takesInputs() && seen;
    }

    /** Tick of the newest whole view, negative before the first. */
    public long viewTick() {
        return viewTick;
    }

    /** The gateway's number of the session, 0 while there is none. */
    public long session() {
        return session == null ? 0 : session.session();
    }

    public int number() {
        return number;
    }

    @Override
    public void onReady(final long nowNs, final ClientSession ready) {
        checker.onConnected(number, ready.avatar());
    }

    @Override
    public void onClosed(final long nowNs, final ClientSession closed, final CloseReason reason) {
        session = null;
        viewTick = -1;
        nextNs += random.nextLong(2_000_000_000L);
    }

    @Override
    public void onEnter(final Replica replica, final int index, final long tick) {
        onUpdate(replica, index, tick);
    }

    @Override
    public void onUpdate(final Replica replica, final int index, final long tick) {
        begin(replica);
        final ReplicaTable table = replica.entities();
        final StateDecoder state = replica.state();
        final double atX = table.x(state, index);
        final double atY = table.y(state, index);
        if (session != null && table.entity(index) == session.avatar()) {
            seen = true;
            x = atX;
            y = atY;
            near = Math.abs(nearX - x) < NEAR_METRES && Math.abs(nearY - y) < NEAR_METRES;
        } else if (table.type(index) == ArenaGame.PLAYER
                && Math.abs(atX - x) < NEAR_METRES
                && Math.abs(atY - y) < NEAR_METRES) {
            nearX = atX;
            nearY = atY;
            near = true;
        }
        checker.onEntity(
                number,
                table.entity(index),
                tick,
                table.owner(index),
                table.epoch(index),
                atX,
                atY,
                table.z(state, index));
    }

    @Override
    public void onLeave(final Replica replica, final int index, final int kind) {
        begin(replica);
        checker.onLeave(number, replica.entities().entity(index), kind == LeaveKind.REMOVED);
    }

    @Override
    public void onComplete(final Replica replica, final long tick) {
        begin(replica);
        viewTick = tick;
    }

    private void begin(final Replica replica) {
        if (replica.tick() != begunTick || replica.viewOwner() != begunOwner) {
            begunTick = replica.tick();
            begunOwner = replica.viewOwner();
            checker.onView(number, begunTick, begunOwner, replica.viewEpoch());
        }
    }
}
