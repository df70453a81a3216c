package io.octarchy.mesh.fleet;

import io.octarchy.codec.control.ProviderOrderDecoder;
import io.octarchy.codec.control.Role;
import io.octarchy.mesh.coordinator.client.CoordinatorListener;
import io.octarchy.mesh.coordinator.client.MeshMember;
import io.octarchy.replicator.frame.FrameChannel;

/**
 * A provider's membership: joins as PROVIDER, carries out the coordinator's orders by a {@link NodeProvider}, and reports.
 * The coordinator repeats an order until it sees it done, so an order is nothing to be remembered.
 *
 * <p>A core; its agent steps it. Not thread safe.
 */
public final class ProviderCore {
    private static final int START = 0;
    private static final int STOP = 1;
    private static final int MAX_REPORTS = 64;

    private final NodeProvider provider;
    private final MeshMember member;
    private final long[] launches = new long[MAX_REPORTS];
    private final boolean[] failures = new boolean[MAX_REPORTS];
    private int reports;

    /**
     * @param launch random id of this life of the process.
     * @param name unique among the living members.
     */
    public ProviderCore(
            final NodeProvider provider,
            final FrameChannel channel,
            final long launch,
            final String name,
            final int maxMembers) {
        this.provider = provider;
        final CoordinatorListener orders = new CoordinatorListener() {
            @Override
            public void onProviderOrder(final long nowNs, final ProviderOrderDecoder message) {
                onOrder(message.launch(), message.stop());
            }
        };
        member = new MeshMember(channel, Role.PROVIDER, launch, "", name, orders, maxMembers);
    }

    /** To be told what the coordinator says, and to be asked whether it has joined. */
    public MeshMember member() {
        return member;
    }

    private void onOrder(final long launch, final int verb) {
        final NodeProvider.Outcome outcome =
                verb == START ? provider.start(launch) : verb == STOP ? provider.stop(launch) : provider.kill(launch);
        if (outcome != NodeProvider.Outcome.PENDING && (verb != START || outcome == NodeProvider.Outcome.FAILED)) {
            report(launch, outcome == NodeProvider.Outcome.FAILED);
        }
    }

    private void report(final long launch, final boolean failed) {
        for (int i = 0; i < reports; i++) {
            if (launches[i] == launch) {
                failures[i] = failed;
                return;
            }
        }
        if (reports < MAX_REPORTS) {
            launches[reports] = launch;
            failures[reports++] = failed;
        }
    }

    /** Renew the membership, send reports. */
    public int doWork(final long nowNs) {
        int work = member.doWork(nowNs);
        while (reports > 0 && member.isJoined()) {
            final int last = reports - 1;
            final String reason = failures[last] ? provider.reason(launches[last]) : "";
            if (!member.publisher().providerReport(member.incarnation(), launches[last], failures[last], reason)) {
                break;
            }
            reports--;
            work++;
        }
        return work;
    }
}
