package io.octarchy.mesh.coordinator.aeron;

import io.aeron.Aeron;
import io.aeron.Publication;
import io.aeron.cluster.client.AeronCluster;
import io.aeron.cluster.client.EgressListener;
import io.aeron.exceptions.AeronException;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.Header;
import io.octarchy.mesh.config.ConfigException;
import io.octarchy.mesh.coordinator.client.ControlAdapter;
import io.octarchy.mesh.coordinator.client.ControlProtocol;
import io.octarchy.mesh.coordinator.client.CoordinatorListener;
import io.octarchy.replicator.frame.FrameChannel;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.ErrorHandler;
import org.agrona.MutableDirectBuffer;

/**
 * A member's link to the coordinator's cluster, stepped by the member's own agent. Never waits: connecting is a few steps of
 * {@link #poll(long)}, and so is connecting anew, with a pause that doubles, after the cluster was lost. A change of leader is
 * followed without a new connection where there is one. Allocates nothing while connected.
 *
 * <p>Frames sent while a leader is lost are lost with it; the protocol repeats what matters. Not thread safe.
 */
public final class CoordinatorLink implements FrameChannel, AutoCloseable {
    private static final long KEEP_ALIVE_NS = TimeUnit.SECONDS.toNanos(1);
    /**
     * Members' heartbeats are answered, so silence after one tells of a loss long before Aeron's own time-outs do. A change
     * of leaders, which keeps the connection, takes up to 1.7 s.
     */
    private static final long FIRST_SILENCE_NS = TimeUnit.MILLISECONDS.toNanos(2_000);

    /** A coordinator that is only slow must be able to answer at last: the patience doubles until it does. */
    private static final long MAX_SILENCE_NS = TimeUnit.MILLISECONDS.toNanos(9_600);

    private static final long FIRST_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(50);
    /** Short: while the coordinator is away all nodes may be suspended, and each waits for this after its return. */
    private static final long MAX_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final long CONNECT_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(3);
    private static final Pattern ENDPOINT = Pattern.compile("\\d{1,2}=(\\[[0-9a-fA-F:.]+]|[^\\s:=,\\[\\]]+):\\d{1,5}");

    private final Aeron aeron;
    private final String ingressEndpoints;
    private final String egressHost;
    private final ErrorHandler errorHandler;
    private final EgressListener egress = this::onMessage;
    private final BufferClaim claim = new BufferClaim();
    private ControlAdapter adapter = new ControlAdapter(new CoordinatorListener() {});
    private AeronCluster.AsyncConnect connecting;
    private AeronCluster cluster;
    private boolean isClosed;
    private boolean hasFailed;
    private boolean isTold;
    private long nowNs;
    private long retryNs;
    private long pauseNs = FIRST_PAUSE_NS;
    private long aliveNs;
    private long askedNs;
    private boolean unanswered;
    private long silenceNs = FIRST_SILENCE_NS;
    private long connections;

    /**
     * @param aeron client of the member's own media driver; stays the caller's.
     * @param ingressEndpoints of all members of the cluster: {@code 0=host:port,1=host:port}.
     * @param egressHost own host, to which the cluster sends; a free port of it is taken.
     * @param errorHandler told of connections that failed or were lost.
     */
    public CoordinatorLink(
            final Aeron aeron,
            final String ingressEndpoints,
            final String egressHost,
            final ErrorHandler errorHandler) {
        this.aeron = aeron;
        this.ingressEndpoints = ingressEndpoints;
        this.egressHost = egressHost;
        this.errorHandler = errorHandler;
    }

    /** @throws ConfigException when these are no addresses of a coordinator's members. */
    public static void requireEndpoints(final String ingressEndpoints) {
        for (final String endpoint : ingressEndpoints.split(",", -1)) {
            ConfigException.require(
                    ENDPOINT.matcher(endpoint).matches(),
                    "coordinator",
                    "'" + endpoint
                            + "' is not NUMBER=HOST:PORT: name each member of the coordinator with the port of its"
                            + " ingress, as 0=localhost:9000");
        }
    }

    /** A link whose listener is there already; else see {@link #listener(CoordinatorListener)}. */
    public CoordinatorLink(
            final Aeron aeron,
            final String ingressEndpoints,
            final String egressHost,
            final CoordinatorListener listener,
            final ErrorHandler errorHandler) {
        this(aeron, ingressEndpoints, egressHost, errorHandler);
        adapter = new ControlAdapter(listener);
    }

    /** Who is told what the coordinator says, from within {@link #poll(long)}; set it before the first one. */
    public CoordinatorLink listener(final CoordinatorListener listener) {
        adapter = new ControlAdapter(listener);
        return this;
    }

    /** Where to send: give it to a ControlPublisher. The link itself. */
    public FrameChannel ingress() {
        return this;
    }

    /** Frames of the coordinator that were dropped as malformed. */
    public long malformed() {
        return adapter.malformed();
    }

    /** How often it has connected. */
    public long connections() {
        return connections;
    }

    /**
     * Receive, keep alive, connect: whatever is due.
     *
     * @return work done.
     */
    public int poll(final long timeNs) {
        nowNs = timeNs;
        if (isClosed) {
            return 0;
        }
        try {
            if (cluster != null) {
                return receive();
            }
            return connecting != null ? proceed() : begin();
        } catch (final AeronException | IllegalStateException e) {
            lose(e);
            return 1;
        }
    }

    private int receive() {
        int work = cluster.pollEgress();
        if (cluster.isClosed()) {
            lose(null);
            return 1;
        }
        if (unanswered && nowNs - askedNs > silenceNs) {
            silenceNs = Math.min(silenceNs * 2, MAX_SILENCE_NS);
            lose(null);
            return 1;
        }
        work += cluster.pollStateChanges();
        if (nowNs - aliveNs > KEEP_ALIVE_NS && cluster.sendKeepAlive()) {
            aliveNs = nowNs;
            work++;
        }
        return work;
    }

    private int begin() {
        if (hasFailed && nowNs - retryNs < 0) {
            return 0;
        }
        connecting = AeronCluster.asyncConnect(new AeronCluster.Context()
                .aeron(aeron)
                .ownsAeronClient(false)
                .ingressChannel("aeron:udp?term-length=128k")
                .ingressEndpoints(ingressEndpoints)
                .egressChannel("aeron:udp?term-length=128k|endpoint=" + egressHost + ":0")
                .egressListener(egress)
                .messageTimeoutNs(CONNECT_TIMEOUT_NS)
                .errorHandler(errorHandler));
        return 1;
    }

    private int proceed() {
        final int stepBefore = connecting.step();
        final AeronCluster connected = connecting.poll();
        if (connected == null) {
            return connecting.step() == stepBefore ? 0 : 1;
        }
        connecting = null;
        cluster = connected;
        connections++;
        pauseNs = FIRST_PAUSE_NS;
        aliveNs = nowNs;
        unanswered = false;
        isTold = false;
        return 1;
    }

    private void lose(final Exception cause) {
        CloseHelper.quietCloseAll(connecting, cluster);
        connecting = null;
        cluster = null;
        hasFailed = true;
        retryNs = nowNs + pauseNs;
        pauseNs = Math.min(pauseNs * 2, MAX_PAUSE_NS);
        if (cause != null && !isTold) {
            isTold = true;
            errorHandler.onError(new UnreachableException(ingressEndpoints, cause));
        }
    }

    private void onMessage(
            final long clusterSessionId,
            final long timestamp,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final Header header) {
        unanswered = false;
        silenceNs = FIRST_SILENCE_NS;
        adapter.onFrame(nowNs, buffer, offset, length);
    }

    @Override
    public boolean isConnected() {
        return cluster != null && !cluster.isClosed();
    }

    @Override
    public int claim(final int length) {
        if (length < 1 || length > ControlProtocol.MAX_FRAME_LENGTH) {
            throw new IllegalArgumentException(length + " bytes are not in 1.." + ControlProtocol.MAX_FRAME_LENGTH);
        }
        if (!isConnected()) {
            return isClosed ? CLOSED : NOT_CONNECTED;
        }
        final long result = cluster.tryClaim(length, claim);
        if (result > 0) {
            aliveNs = nowNs;
            return claim.offset() + AeronCluster.SESSION_HEADER_LENGTH;
        }
        return result == Publication.NOT_CONNECTED || result == Publication.CLOSED ? NOT_CONNECTED : BACK_PRESSURED;
    }

    @Override
    public MutableDirectBuffer buffer() {
        return claim.buffer();
    }

    @Override
    public void commit() {
        claim.commit();
        if (!unanswered) {
            unanswered = true;
            askedNs = nowNs;
        }
    }

    @Override
    public void abort() {
        claim.abort();
    }

    @Override
    public int maxFrameLength() {
        return ControlProtocol.MAX_FRAME_LENGTH;
    }

    @Override
    public void close() {
        isClosed = true;
        CloseHelper.quietCloseAll(connecting, cluster);
        connecting = null;
        cluster = null;
    }
}
