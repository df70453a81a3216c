package io.octarchy.mesh.client;

import io.octarchy.codec.client.LoginStatus;
import io.octarchy.codec.client.ViewDecoder;
import io.octarchy.replicator.view.Replica;
import io.octarchy.replicator.view.ReplicaTable;

/**
 * One player's session. Open loop: inputs are sent when they are due, and their latency counts from the time that they
 * were intended for, whatever held them up. Owned by the agent that owns the connection; not thread safe.
 */
public final class ClientSession {
    /** The session takes no inputs in its present state. */
    public static final int NOT_READY = -16;

    private static final byte[] NO_TOKEN = {};

    private final Client client;
    private final SessionListener listener;
    private final Replica replica;
    private final InputTimes inputs;
    private final long correlation;
    private final long player;
    private final double entryX;
    private final double entryY;
    private final double entryZ;
    private final byte[] token;
    private final long loginDeadlineNs;
    private ClientState state = ClientState.LOGGING_IN;
    private long session;
    private long avatar;
    private int lastSequence;
    private int lastShownInput;
    private long nextSendNs;
    private int avatarIndex = -1;

    /** A view did not fit, and no reset has come since. */
    private boolean wantsReset;

    ClientSession(
            final Client client,
            final long nowNs,
            final long correlation,
            final long player,
            final double x,
            final double y,
            final double z,
            final byte[] token,
            final SessionListener listener,
            final Replica replica) {
        this.client = client;
        this.correlation = correlation;
        this.player = player;
        this.entryX = x;
        this.entryY = y;
        this.entryZ = z;
        this.token = token == null ? NO_TOKEN : token;
        this.listener = listener;
        this.replica = replica;
        this.inputs = new InputTimes(client.settings().inputHistory());
        this.loginDeadlineNs = nowNs + client.settings().loginTimeoutNs();
        this.nextSendNs = nowNs;
    }

    public ClientState state() {
        return state;
    }

    public long player() {
        return player;
    }

    /** The gateway's id of this session; 0 before it is ready. */
    public long session() {
        return session;
    }

    /** Entity that this player moves; 0 before the session is ready. */
    public long avatar() {
        return avatar;
    }

    /** Tick of the newest view. */
    public long lastViewTick() {
        return replica.tick();
    }

    /** Sequence of the newest input that a view has shown. */
    public int lastShownInput() {
        return lastShownInput;
    }

    /** Inputs sent that no view has shown yet. */
    public int inputsWaiting() {
        return inputs.waiting();
    }

    /** What the session sees. */
    public Replica replica() {
        return replica;
    }

    /** Index of the own avatar in {@code replica().entities()}, or -1 while it is not in sight. */
    public int avatarIndex() {
        final ReplicaTable entities = replica.entities();
        final boolean isKnown = avatarIndex >= 0
                && avatarIndex < entities.end()
                && entities.isUsed(avatarIndex)
                && entities.entity(avatarIndex) == avatar;
        if (!isKnown) {
            avatarIndex = entities.find(avatar);
        }
        return avatarIndex;
    }

    /** Does {@link #input} send anything now? */
    public boolean takesInputs() {
        return state == ClientState.ACTIVE || isHolding();
    }

    /**
     * Send what the player wants.
     *
     * @param intendedNs when it was due; its latency counts from then.
     * @param moveX direction times throttle, the length of (x, y, z) at most 1.
     * @return the input's sequence, or {@link #NOT_READY}, or a negative outcome of the channel: nothing was sent.
     */
    public int input(
            final long nowNs,
            final long intendedNs,
            final float moveX,
            final float moveY,
            final float moveZ,
            final float yaw,
            final int buttons) {
        if (!takesInputs()) {
            return NOT_READY;
        }
        final int sequence = lastSequence + 1;
        final int outcome = client.publisher().input(session, sequence, moveX, moveY, moveZ, yaw, buttons);
        if (outcome < 0) {
            return outcome;
        }
        lastSequence = sequence;
        inputs.add(sequence, intendedNs);
        return sequence;
    }

    /** Leave the world. The listener hears when the gateway has taken it. */
    public void logout(final long nowNs) {
        if (state == ClientState.LOGGING_IN) {
            client.close(nowNs, this, CloseReason.LOGGED_OUT);
        } else if (state != ClientState.CLOSED && state != ClientState.LEAVING) {
            state = ClientState.LEAVING;
            nextSendNs = nowNs;
            client.watch(this);
        }
    }

    long correlation() {
        return correlation;
    }

    double entryX() {
        return entryX;
    }

    double entryY() {
        return entryY;
    }

    double entryZ() {
        return entryZ;
    }

    byte[] token() {
        return token;
    }

    void onLoginAck(final long nowNs, final long id, final long entity, final LoginStatus status) {
        if (state != ClientState.LOGGING_IN) {
            return;
        }
        if (status == LoginStatus.OK) {
            session = id;
            avatar = entity;
            state = ClientState.ACTIVE;
            client.onReady(this);
            listener.onReady(nowNs, this);
        } else if (status != LoginStatus.TRY_LATER) {
            client.close(nowNs, this, reason(status));
        }
    }

    private static CloseReason reason(final LoginStatus status) {
        return switch (status) {
            case REFUSED_VERSION -> CloseReason.REFUSED_VERSION;
            case REFUSED_POSITION -> CloseReason.REFUSED_POSITION;
            case REFUSED_TOKEN -> CloseReason.REFUSED_TOKEN;
            default -> CloseReason.REFUSED_FULL;
        };
    }

    void onView(final long nowNs, final ViewDecoder view, final int limit) {
        final boolean isLast = view.flags().last();
        final boolean isApplied = replica.onView(nowNs, view, limit) >= 0;
        if (!isApplied || wantsReset) {
            wantsReset = replica.needsReset();
            client.watch(this);
        }
        if (!isApplied) {
            return;
        }
        if (!isLast) {
            return;
        }
        final int lastInput = replica.lastInput();
        for (int shown = inputs.nextShown(lastInput); shown != 0; shown = inputs.nextShown(lastInput)) {
            lastShownInput = shown;
            listener.onInputShown(nowNs, this, shown, nowNs - inputs.intendedNs(shown));
        }
        listener.onView(nowNs, this, replica.tick(), lastInput);
    }

    void onHolding(final long nowNs) {
        if (state == ClientState.ACTIVE) {
            state = ClientState.HOLDING;
            listener.onHolding(nowNs, this);
        }
    }

    void onSuspended(final long nowNs) {
        onHolding(nowNs);
        if (state == ClientState.HOLDING) {
            state = ClientState.SUSPENDED;
            listener.onSuspended(nowNs, this);
        }
    }

    private boolean isHolding() {
        return state == ClientState.HOLDING || state == ClientState.SUSPENDED;
    }

    void onResumed(final long nowNs) {
        if (isHolding()) {
            state = ClientState.ACTIVE;
            listener.onResumed(nowNs, this);
        }
    }

    void onInputRefused(final long nowNs) {
        listener.onInputRefused(nowNs, this);
    }

    void onClosed(final long nowNs, final CloseReason reason) {
        final boolean hasAsked = state == ClientState.LEAVING;
        state = ClientState.CLOSED;
        listener.onClosed(
                nowNs, this, hasAsked && reason == CloseReason.CLOSED_BY_GATEWAY ? CloseReason.LOGGED_OUT : reason);
    }

    /** Ask again what has no answer. True when the session needs no more watching. */
    boolean retry(final long nowNs) {
        if (state == ClientState.LOGGING_IN && nowNs - loginDeadlineNs >= 0) {
            client.close(nowNs, this, CloseReason.TIMED_OUT);
        }
        if (!isWaiting()) {
            return true;
        }
        if (nowNs - nextSendNs >= 0 && ask()) {
            nextSendNs = nowNs + client.settings().retryNs();
        }
        return false;
    }

    private boolean isWaiting() {
        return state == ClientState.LOGGING_IN || state == ClientState.LEAVING || takesInputs() && wantsReset;
    }

    private boolean ask() {
        return switch (state) {
            case LOGGING_IN -> client.publisher().login(client.clientId(), this);
            case LEAVING -> client.publisher().logout(session);
            default -> client.publisher().resync(session, avatar, replica.tick());
        };
    }
}
