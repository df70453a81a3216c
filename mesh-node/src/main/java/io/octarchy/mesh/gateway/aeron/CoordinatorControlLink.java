package io.octarchy.mesh.gateway.aeron;

import io.aeron.Aeron;
import io.octarchy.mesh.coordinator.aeron.CoordinatorLink;
import io.octarchy.mesh.coordinator.client.CoordinatorListener;
import io.octarchy.mesh.coordinator.client.ListenerRelay;
import io.octarchy.replicator.frame.FrameChannel;
import org.agrona.ErrorHandler;

/** A gateway's link to the coordinator's cluster. */
public final class CoordinatorControlLink implements ControlLink {
    private final ListenerRelay news = new ListenerRelay();
    private final CoordinatorLink link;

    public CoordinatorControlLink(
            final Aeron aeron,
            final String ingressEndpoints,
            final String egressHost,
            final ErrorHandler errorHandler) {
        link = new CoordinatorLink(aeron, ingressEndpoints, egressHost, news, errorHandler);
    }

    @Override
    public FrameChannel channel() {
        return link.ingress();
    }

    @Override
    public int poll(final long nowNs, final CoordinatorListener listener) {
        news.target(listener);
        return link.poll(nowNs);
    }

    @Override
    public void close() {
        link.close();
    }
}
