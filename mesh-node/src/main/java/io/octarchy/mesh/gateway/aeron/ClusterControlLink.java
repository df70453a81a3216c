package io.octarchy.mesh.gateway.aeron;

import io.octarchy.codec.control.JoinedDecoder;
import io.octarchy.codec.control.LeaseDecoder;
import io.octarchy.codec.control.MapDeltaDecoder;
import io.octarchy.codec.control.MembersDecoder;
import io.octarchy.mesh.coordinator.aeron.CoordinatorLink;
import io.octarchy.mesh.coordinator.client.CoordinatorListener;
import io.octarchy.replicator.frame.FrameChannel;
import java.util.function.Function;

/** The way to a coordinator that runs in an Aeron Cluster; passes on what concerns a gateway. */
public final class ClusterControlLink implements ControlLink {
    private final CoordinatorLink link;
    private CoordinatorListener listener = new CoordinatorListener() {};

    /** @param opening makes the link that tells the given listener; it is closed with this one. */
    public ClusterControlLink(final Function<CoordinatorListener, CoordinatorLink> opening) {
        link = opening.apply(new Relay());
    }

    @Override
    public FrameChannel ingress() {
        return link.ingress();
    }

    @Override
    public void listener(final CoordinatorListener newListener) {
        listener = newListener;
    }

    @Override
    public int poll(final long nowNs) {
        return link.poll(nowNs);
    }

    @Override
    public void close() {
        link.close();
    }

    private final class Relay implements CoordinatorListener {
        @Override
        public void onJoined(final long nowNs, final JoinedDecoder message) {
            listener.onJoined(nowNs, message);
        }

        @Override
        public void onLease(final long nowNs, final LeaseDecoder message) {
            listener.onLease(nowNs, message);
        }

        @Override
        public void onMembers(final long nowNs, final MembersDecoder message) {
            listener.onMembers(nowNs, message);
        }

        @Override
        public void onMapDelta(final long nowNs, final MapDeltaDecoder message) {
            listener.onMapDelta(nowNs, message);
        }
    }
}
