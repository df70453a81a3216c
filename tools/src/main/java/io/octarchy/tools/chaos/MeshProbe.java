package io.octarchy.tools.chaos;

import io.aeron.Aeron;
import io.octarchy.codec.control.AdminOperation;
import io.octarchy.codec.control.MemberState;
import io.octarchy.codec.control.Role;
import io.octarchy.codec.control.StatusDecoder;
import io.octarchy.mesh.coordinator.aeron.CoordinatorLink;
import io.octarchy.mesh.coordinator.client.ControlPublisher;
import io.octarchy.mesh.coordinator.client.CoordinatorListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.ErrorHandler;

/** Asks the coordinator again and again how the mesh is. Never waits; one thread steps it. */
final class MeshProbe implements CoordinatorListener, AutoCloseable {
    private static final long REPEAT_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long FRESH_NS = TimeUnit.SECONDS.toNanos(1);

    private final CoordinatorLink link;
    private final ControlPublisher publisher;
    private final List<Node> gathered = new ArrayList<>();
    private List<Node> nodes = List.of();
    private long correlation = System.nanoTime() >>> 1;
    private int from;
    private long askedNs = Long.MIN_VALUE;
    private long toldNs = Long.MIN_VALUE;
    private boolean whole;

    /** A living node. */
    record Node(String name, int port) {}

    MeshProbe(final Aeron aeron, final String ingressEndpoints, final ErrorHandler errors) {
        link = new CoordinatorLink(aeron, ingressEndpoints, "localhost", this, errors);
        publisher = new ControlPublisher(link.ingress());
    }

    int doWork(final long nowNs) {
        final int work = link.poll(nowNs);
        if (askedNs == Long.MIN_VALUE || nowNs - askedNs >= REPEAT_NS) {
            from = 0;
            ask(nowNs);
        }
        return work;
    }

    private void ask(final long nowNs) {
        correlation++;
        if (from == 0) {
            gathered.clear();
        }
        publisher.admin(correlation, AdminOperation.STATUS, from);
        askedNs = nowNs;
    }

    @Override
    public void onStatus(final long nowNs, final StatusDecoder message) {
        if (message.correlation() != correlation) {
            return;
        }
        from = message.more();
        final boolean protectedNow = message.guarded() == 1 && message.open() == 0 && message.stuck() == 0;
        for (final StatusDecoder.EntriesDecoder entry : message.entries()) {
            // Both are read of every entry: the next one begins where the last text ends.
            final String endpoint = entry.endpoint();
            final String name = entry.name();
            if (entry.role() == Role.NODE && entry.state() == MemberState.LIVE) {
                gathered.add(new Node(name, Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1))));
            }
        }
        if (from != 0) {
            ask(nowNs);
            return;
        }
        nodes = List.copyOf(gathered);
        whole = protectedNow;
        toldNs = nowNs;
    }

    /** Has the coordinator said lately that everything would survive the loss of any one node? */
    boolean isProtected(final long nowNs) {
        return whole && isFresh(nowNs);
    }

    /** Has it said anything lately? */
    boolean isFresh(final long nowNs) {
        return toldNs != Long.MIN_VALUE && nowNs - toldNs < FRESH_NS;
    }

    /** Nodes that live, as it said last. */
    List<Node> nodes() {
        return nodes;
    }

    @Override
    public void close() {
        link.close();
    }
}
