package io.octarchy.replicator.aeron;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.exceptions.RegistrationException;
import io.aeron.logbuffer.ControlledFragmentHandler;
import java.util.ArrayList;
import java.util.List;

/**
 * The streams of one member: three to receive (control, bulk, session) over UDP and IPC at once, and channels to others.
 * Members that share a media driver meet over IPC. Stream ids are unique within the driver.
 *
 * <p>Nothing blocks: registrations are asked for, and {@link #doWork} takes what has come, until {@link #isReady()}. One
 * agent owns it.
 */
public final class AeronStreams implements AutoCloseable {
    private static final String IPC = "aeron:ipc";

    private final Aeron aeron;
    private final StreamSettings settings;
    private final long driver;
    private final Inbound control;
    private final Inbound bulk;
    private final Inbound session;
    private final List<Pending> pending = new ArrayList<>();
    private final List<AeronFrameChannel> channels = new ArrayList<>();
    private String endpoint;
    private String failure;
    private long refused;
    private String lastRefusal = "";

    /** A channel that waits for its publication. */
    private record Pending(AeronFrameChannel channel, long registrationId) {}

    /** @throws AddressException when nothing can be received at the address. */
    public AeronStreams(final Aeron aeron, final StreamSettings settings) {
        AddressException.requireFree(settings.bindHost(), settings.port(), "this member");
        this.aeron = aeron;
        this.settings = settings;
        driver = DriverIdentity.of(aeron);
        final long tag = aeron.nextCorrelationId();
        final String first = "aeron:udp?endpoint=" + settings.bindHost() + ':' + settings.port() + "|tags=" + tag;
        control = new Inbound(aeron, first);
        bulk = new Inbound(aeron, "aeron:udp?tags=" + tag);
        session = new Inbound(aeron, "aeron:udp?tags=" + tag);
        control.ask();
    }

    /**
     * Go on with what has been asked for.
     *
     * @return work done.
     */
    public int doWork() {
        int work = isReady() || failure != null ? 0 : openInbound();
        for (int i = pending.size() - 1; i >= 0; i--) {
            work += bind(pending.get(i), i);
        }
        return work;
    }

    private int openInbound() {
        try {
            int work = control.poll();
            if (control.isOpen() && !bulk.isAsked()) {
                bulk.ask();
                session.ask();
            }
            work += bulk.poll() + session.poll();
            resolve();
            return work;
        } catch (final RegistrationException e) {
            failure = "the media driver refused to receive at " + settings.bindHost() + ':' + settings.port() + ": "
                    + e.getMessage();
            return 1;
        }
    }

    private void resolve() {
        if (endpoint == null && control.isOpen() && bulk.isOpen() && session.isOpen()) {
            final String resolved = control.resolvedEndpoint();
            if (resolved != null) {
                final String port = resolved.substring(resolved.lastIndexOf(':') + 1);
                endpoint = settings.advertisedHost() + ':' + port;
            }
        }
    }

    private int bind(final Pending waiting, final int at) {
        final ExclusivePublication publication;
        try {
            publication = aeron.getExclusivePublication(waiting.registrationId());
        } catch (final RegistrationException e) {
            pending.remove(at);
            waiting.channel().close();
            refused++;
            lastRefusal = waiting.channel().uri() + ": " + e.getMessage();
            return 1;
        }
        if (publication == null) {
            return 0;
        }
        pending.remove(at);
        if (waiting.channel().isClosed()) {
            publication.close();
        } else {
            waiting.channel().bind(publication);
        }
        return 1;
    }

    /** Are all streams to receive open, and is {@link #endpoint()} known? */
    public boolean isReady() {
        return endpoint != null;
    }

    /** Why the streams to receive will never be open, or null. */
    public String failure() {
        return failure;
    }

    /** Where others send to, {@code host:port}. */
    public String endpoint() {
        if (endpoint == null) {
            throw new IllegalStateException("not ready: go on with doWork");
        }
        return endpoint;
    }

    /** Identity of the media driver: members with the same one meet over IPC. */
    public long driver() {
        return driver;
    }

    public int controlStream() {
        return control.streamId();
    }

    public int bulkStream() {
        return bulk.streamId();
    }

    public int sessionStream() {
        return session.streamId();
    }

    /**
     * Open a channel to a stream of another member. It takes frames once it is connected.
     *
     * @param peerDriver identity of the member's media driver.
     * @param peerEndpoint its {@code host:port}.
     */
    public AeronFrameChannel open(final long peerDriver, final String peerEndpoint, final int streamId) {
        final String shape = "term-length=" + settings.termLength() + "|mtu=" + settings.mtuLength();
        final String uri = peerDriver == driver
                ? IPC + '?' + shape
                : "aeron:udp?endpoint=" + peerEndpoint + '|' + shape + "|linger=1s";
        final AeronFrameChannel channel = new AeronFrameChannel(uri, streamId, settings.maxFrameLength());
        channels.add(channel);
        pending.add(new Pending(channel, aeron.asyncAddExclusivePublication(uri, streamId)));
        return channel;
    }

    /** Close a channel that was opened here. */
    public void close(final AeronFrameChannel channel) {
        channels.remove(channel);
        channel.close();
    }

    /** Channels that the driver refused to open, an endpoint that cannot be resolved for example; they are closed. */
    public long refused() {
        return refused;
    }

    /** Why the last one was. */
    public String lastRefusal() {
        return lastRefusal;
    }

    /**
     * Take frames of the control stream. The handler may abort: that sender's frame comes again in the next poll, those of
     * others go on.
     *
     * @param limit of frames, for each of UDP and IPC.
     * @return frames taken.
     */
    public int pollControl(final ControlledFragmentHandler handler, final int limit) {
        return control.take(handler, limit);
    }

    /** As {@link #pollControl}. */
    public int pollBulk(final ControlledFragmentHandler handler, final int limit) {
        return bulk.take(handler, limit);
    }

    /** As {@link #pollControl}. */
    public int pollSession(final ControlledFragmentHandler handler, final int limit) {
        return session.take(handler, limit);
    }

    /** Close all that is open; what has not come yet is closed with the client. */
    @Override
    public void close() {
        for (final AeronFrameChannel channel : channels) {
            channel.close();
        }
        channels.clear();
        control.close();
        bulk.close();
        session.close();
    }

    /** One stream to receive, over UDP and IPC. */
    private static final class Inbound {
        private final Aeron aeron;
        private final String udpUri;
        private final int streamId;
        private long udpId = Aeron.NULL_VALUE;
        private long ipcId = Aeron.NULL_VALUE;
        private Subscription udp;
        private Subscription ipc;

        Inbound(final Aeron aeron, final String udpUri) {
            this.aeron = aeron;
            this.udpUri = udpUri;
            streamId = (int) aeron.nextCorrelationId();
        }

        void ask() {
            udpId = aeron.asyncAddSubscription(udpUri, streamId);
            ipcId = aeron.asyncAddSubscription(IPC, streamId);
        }

        boolean isAsked() {
            return udpId != Aeron.NULL_VALUE;
        }

        int poll() {
            if (!isAsked() || isOpen()) {
                return 0;
            }
            udp = udp == null ? aeron.getSubscription(udpId) : udp;
            ipc = ipc == null ? aeron.getSubscription(ipcId) : ipc;
            return isOpen() ? 1 : 0;
        }

        boolean isOpen() {
            return udp != null && ipc != null;
        }

        String resolvedEndpoint() {
            return udp.resolvedEndpoint();
        }

        int streamId() {
            return streamId;
        }

        int take(final ControlledFragmentHandler handler, final int limit) {
            return isOpen() ? ipc.controlledPoll(handler, limit) + udp.controlledPoll(handler, limit) : 0;
        }

        void close() {
            if (udp != null) {
                udp.close();
            }
            if (ipc != null) {
                ipc.close();
            }
        }
    }
}
