package io.octarchy.mesh.client;

import io.octarchy.codec.client.LoginStatus;
import io.octarchy.codec.client.SessionNotice;
import io.octarchy.codec.client.ViewDecoder;
import io.octarchy.mesh.session.SessionFrames;
import io.octarchy.replicator.frame.FrameChannel;
import io.octarchy.replicator.view.Replica;
import io.octarchy.replicator.view.ReplicaListener;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * One connection to a gateway, with many sessions. Connects, logs in and out, each repeated until it is answered, and says
 * "I am here" when it has nothing else to say. Inputs leave when they are given; all else when {@link #doWork(long)} runs.
 * A connection that is lost ends all its sessions; it connects anew by itself and takes new logins.
 *
 * <p>Allocates at login only. Not thread safe.
 */
public final class Client {
    private final ClientSettings settings;
    private final ClientPublisher publisher;
    private final long correlation;
    private final int responseStream;
    private final Supplier<String> responseChannel;
    private final Long2ObjectHashMap<ClientSession> bySession = new Long2ObjectHashMap<>();
    private final Long2ObjectHashMap<ClientSession> byCorrelation = new Long2ObjectHashMap<>();

    /** Sessions, in order of login. */
    private final List<ClientSession> sessions = new ArrayList<>();

    /** Sessions that wait for an answer. */
    private final List<ClientSession> watched = new ArrayList<>();

    private byte[] responseAddress;
    private boolean isConnected;
    private boolean hasSentConnect;
    private int clientId;
    private long lastCorrelation;
    private long lastConnectNs;
    private long lastHeardNs;
    private long dropped;
    private long viewBytes;
    private long straySession;

    /**
     * @param toGateway to the gateway's client stream.
     * @param correlation names this connection; random, so that a gateway tells two clients apart.
     * @param responseChannel where the gateway shall answer; null until it is known.
     */
    public Client(
            final ClientSettings settings,
            final FrameChannel toGateway,
            final long correlation,
            final int responseStream,
            final Supplier<String> responseChannel) {
        this.settings = settings;
        this.publisher = new ClientPublisher(toGateway);
        this.correlation = correlation;
        this.responseStream = responseStream;
        this.responseChannel = responseChannel;
    }

    /** Has the gateway answered? */
    public boolean isConnected() {
        return isConnected;
    }

    /** Sessions that are not closed. */
    public int sessions() {
        return sessions.size();
    }

    /** Bytes of all views that came, with their headers. */
    public long viewBytes() {
        return viewBytes;
    }

    /** Frames that were malformed or about sessions unknown here. */
    public long dropped() {
        return dropped;
    }

    /**
     * Log a player in; the listener hears of all that follows.
     *
     * @param x place of entry, metres.
     * @param token what proves who the player is; null for none.
     * @param sight hears what comes into the session's sight and goes.
     * @throws IllegalStateException when there are as many sessions as the settings allow.
     */
    public ClientSession login(
            final long nowNs,
            final long player,
            final double x,
            final double y,
            final double z,
            final byte[] token,
            final SessionListener listener,
            final ReplicaListener sight) {
        if (sessions.size() >= settings.maxSessions()) {
            throw new IllegalStateException("this connection has " + sessions.size()
                    + " sessions, as many as client.maxSessions allows: raise it or open another connection");
        }
        final ClientSession session =
                new ClientSession(this, nowNs, ++lastCorrelation, player, x, y, z, token, listener, new Replica(sight));
        sessions.add(session);
        watched.add(session);
        byCorrelation.put(session.correlation(), session);
        return session;
    }

    /** Send what is due. */
    public int doWork(final long nowNs) {
        if (isConnected && nowNs - lastHeardNs > settings.gatewayTimeoutNs()) {
            onGatewayLost(nowNs);
        }
        int work = connect(nowNs);
        if (isConnected) {
            dismissStray();
            for (int i = watched.size() - 1; i >= 0; i--) {
                final ClientSession session = watched.get(i);
                if (session.retry(nowNs)) {
                    watched.remove(session);
                    work++;
                }
            }
        }
        return work;
    }

    /** A session that was given up here while it was being opened there. */
    private void dismissStray() {
        if (straySession != 0 && publisher.logout(straySession)) {
            straySession = 0;
        }
    }

    private int connect(final long nowNs) {
        final long intervalNs = isConnected ? settings.keepAliveNs() : settings.retryNs();
        if (hasSentConnect && nowNs - lastConnectNs < intervalNs) {
            return 0;
        }
        if (responseAddress == null) {
            final String channel = responseChannel.get();
            responseAddress = channel == null ? null : channel.getBytes(StandardCharsets.US_ASCII);
        }
        if (responseAddress == null || !publisher.connect(correlation, responseStream, responseAddress)) {
            return 0;
        }
        hasSentConnect = true;
        lastConnectNs = nowNs;
        return 1;
    }

    /** The gateway's stream ended, or it was silent for too long. */
    public void onGatewayLost(final long nowNs) {
        if (isConnected) {
            isConnected = false;
            hasSentConnect = false;
            closeAll(nowNs, CloseReason.GATEWAY_LOST);
        }
    }

    void onConnected(final long nowNs, final long answered, final int client, final LoginStatus status) {
        if (answered != correlation) {
            dropped++;
            return;
        }
        lastHeardNs = nowNs;
        if (status != LoginStatus.OK) {
            closeAll(nowNs, CloseReason.REFUSED_VERSION);
            return;
        }
        if (isConnected && clientId != client) {
            closeAll(nowNs, CloseReason.GATEWAY_LOST);
        }
        isConnected = true;
        clientId = client;
    }

    void onLoginAck(
            final long nowNs, final long answered, final long session, final long avatar, final LoginStatus status) {
        lastHeardNs = nowNs;
        final ClientSession known = byCorrelation.get(answered);
        if (known == null) {
            dropped++;
        } else {
            known.onLoginAck(nowNs, session, avatar, status);
        }
    }

    void onView(final long nowNs, final ViewDecoder view, final int limit) {
        lastHeardNs = nowNs;
        viewBytes += limit - view.offset() + SessionFrames.HEADER_LENGTH;
        final long session = view.session();
        final ClientSession known = bySession.get(session);
        if (known == null) {
            dropped++;
            straySession = session;
        } else {
            known.onView(nowNs, view, limit);
        }
    }

    void onNotice(final long nowNs, final long session, final SessionNotice notice) {
        lastHeardNs = nowNs;
        final ClientSession known = bySession.get(session);
        if (known == null) {
            dropped++;
            return;
        }
        switch (notice) {
            case HOLDING -> known.onHolding(nowNs);
            case SUSPENDED -> known.onSuspended(nowNs);
            case RESUMED -> known.onResumed(nowNs);
            case CLOSED -> close(nowNs, known, CloseReason.CLOSED_BY_GATEWAY);
            default -> known.onInputRefused(nowNs);
        }
    }

    void onMalformed() {
        dropped++;
    }

    void onReady(final ClientSession session) {
        byCorrelation.remove(session.correlation());
        bySession.put(session.session(), session);
    }

    /** The session waits for an answer. */
    void watch(final ClientSession session) {
        if (!watched.contains(session)) {
            watched.add(session);
        }
    }

    void close(final long nowNs, final ClientSession session, final CloseReason reason) {
        if (sessions.remove(session)) {
            byCorrelation.remove(session.correlation());
            bySession.remove(session.session());
            session.onClosed(nowNs, reason);
        }
    }

    private void closeAll(final long nowNs, final CloseReason reason) {
        for (int i = sessions.size() - 1; i >= 0; i--) {
            if (i < sessions.size()) {
                close(nowNs, sessions.get(i), reason);
            }
        }
    }

    ClientSettings settings() {
        return settings;
    }

    ClientPublisher publisher() {
        return publisher;
    }

    int clientId() {
        return clientId;
    }
}
