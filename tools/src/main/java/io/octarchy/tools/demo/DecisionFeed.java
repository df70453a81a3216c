package io.octarchy.tools.demo;

import io.aeron.Aeron;
import io.octarchy.codec.control.DecisionDecoder;
import io.octarchy.codec.control.Role;
import io.octarchy.mesh.coordinator.aeron.CoordinatorLink;
import io.octarchy.mesh.coordinator.client.CoordinatorListener;
import io.octarchy.mesh.coordinator.client.MeshMember;
import org.agrona.ErrorHandler;

/** Hears the coordinator's decisions, as an observer of the mesh. */
final class DecisionFeed implements AutoCloseable {
    private final CoordinatorLink link;
    private final MeshMember member;

    /** Told of each decision, perhaps more than once. */
    interface Sink {
        void onDecision(long sequence, int kind, int node, int other, long value, String cause);
    }

    DecisionFeed(
            final Aeron aeron,
            final String ingressEndpoints,
            final long launch,
            final int maxMembers,
            final Sink sink,
            final ErrorHandler errors) {
        link = new CoordinatorLink(aeron, ingressEndpoints, "localhost", errors);
        final CoordinatorListener decisions = new CoordinatorListener() {
            @Override
            public void onDecision(final long nowNs, final DecisionDecoder message) {
                sink.onDecision(
                        message.sequence(),
                        message.kind(),
                        message.node(),
                        message.other(),
                        message.value(),
                        message.cause());
            }
        };
        member = new MeshMember(link.ingress(), Role.OBSERVER, launch, "", "demo", decisions, maxMembers);
        link.listener(member);
    }

    int doWork(final long nowNs) {
        return link.poll(nowNs) + member.doWork(nowNs);
    }

    @Override
    public void close() {
        link.close();
    }
}
