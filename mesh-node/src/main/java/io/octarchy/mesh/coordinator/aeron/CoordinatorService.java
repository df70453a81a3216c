package io.octarchy.mesh.coordinator.aeron;

import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.cluster.codecs.CloseReason;
import io.aeron.cluster.service.ClientSession;
import io.aeron.cluster.service.Cluster;
import io.aeron.cluster.service.ClusteredService;
import io.aeron.logbuffer.Header;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.coordinator.AdoptedWorld;
import io.octarchy.mesh.coordinator.CoordinatorCore;
import io.octarchy.mesh.coordinator.IngressAdapter;
import io.octarchy.replicator.frame.FrameChannel;
import io.octarchy.space.partition.Partitioner;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;

/**
 * The core inside the cluster. Inputs are the log's alone: messages, sessions, terms and one timer that sets itself again;
 * only the leader's messages out go anywhere.
 */
final class CoordinatorService implements ClusteredService {
    private static final long TIMER = 1;
    private static final long TIMER_NS = 50_000_000L;

    private final AdoptedWorld adopted;
    private final CoordinatorCore core;
    private final IngressAdapter adapter;
    private final SessionChannel channel = new SessionChannel();
    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong malformed = new AtomicLong();
    private Cluster cluster;
    private volatile boolean leads;
    private volatile long snapshotChecksum;

    /** @param adopted world from a backup to begin with, as long as there is no snapshot; or null. */
    CoordinatorService(
            final MeshSettings settings, final int world, final Partitioner partitioner, final AdoptedWorld adopted) {
        this.adopted = adopted;
        core = new CoordinatorCore(settings, world, partitioner, this::channel);
        adapter = new IngressAdapter(core);
    }

    boolean isLeader() {
        return leads;
    }

    long messages() {
        return messages.get();
    }

    long malformed() {
        return malformed.get();
    }

    long snapshotChecksum() {
        return snapshotChecksum;
    }

    private FrameChannel channel(final long clusterSession) {
        if (cluster.role() != Cluster.Role.LEADER) {
            return null;
        }
        final ClientSession session = cluster.getClientSession(clusterSession);
        return session == null || session.isClosing() ? null : channel.wrap(session);
    }

    private long toNs(final long timestamp) {
        return cluster.timeUnit().toNanos(timestamp);
    }

    @Override
    public void onStart(final Cluster ofService, final Image snapshotImage) {
        cluster = ofService;
        if (snapshotImage == null && adopted != null) {
            core.adopt(adopted);
        } else if (snapshotImage != null) {
            snapshotChecksum = new SnapshotLoader(ofService.idleStrategy()).load(snapshotImage, core);
        }
    }

    @Override
    public void onSessionOpen(final ClientSession session, final long timestamp) {
        core.onSessionOpen(toNs(timestamp), session.id());
    }

    @Override
    public void onSessionClose(final ClientSession session, final long timestamp, final CloseReason closeReason) {
        core.onSessionClose(toNs(timestamp), session.id());
    }

    @Override
    public void onSessionMessage(
            final ClientSession session,
            final long timestamp,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final Header header) {
        messages.lazySet(messages.get() + 1);
        if (!adapter.onFrame(toNs(timestamp), session.id(), buffer, offset, length)) {
            malformed.lazySet(adapter.malformed());
        }
    }

    @Override
    public void onTimerEvent(final long correlationId, final long timestamp) {
        core.doWork(toNs(timestamp));
        schedule(timestamp);
    }

    private void schedule(final long timestamp) {
        final long deadline = timestamp + cluster.timeUnit().convert(TIMER_NS, TimeUnit.NANOSECONDS);
        cluster.idleStrategy().reset();
        while (!cluster.scheduleTimer(TIMER, deadline)) {
            cluster.idleStrategy().idle();
        }
    }

    @Override
    public void onNewLeadershipTermEvent(
            final long leadershipTermId,
            final long logPosition,
            final long timestamp,
            final long termBaseLogPosition,
            final int leaderMemberId,
            final int logSessionId,
            final TimeUnit timeUnit,
            final int appVersion) {
        core.onNewTerm(timeUnit.toNanos(timestamp));
        schedule(timestamp);
    }

    @Override
    public void onTakeSnapshot(final ExclusivePublication snapshotPublication) {
        snapshotChecksum =
                new SnapshotTaker(cluster.idleStrategy()).take(snapshotPublication, core, toNs(cluster.time()));
    }

    @Override
    public void onRoleChange(final Cluster.Role newRole) {
        leads = newRole == Cluster.Role.LEADER;
    }

    @Override
    public void onTerminate(final Cluster ofService) {
        leads = false;
    }
}
