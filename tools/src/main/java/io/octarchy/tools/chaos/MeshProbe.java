package io.octarchy.tools.chaos;

import io.aeron.Aeron;
import io.octarchy.codec.control.AdminOperation;
import io.octarchy.codec.control.AdminReplyDecoder;
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
    private static final long SPLIT_REPEAT_NS = TimeUnit.SECONDS.toNanos(3);
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
    private long mapVersion;
    private int fence;
    private int splitTarget;
    private long splitCorrelation;
    private long splitAskedNs;
    private AdminAnswer splitAnswer;

    /** What the coordinator says to an order. */
    record AdminAnswer(boolean isAccepted, String text) {}

    /** A living node. */
    record Node(String name, int port, int incarnation) {}

    /** What only the coordinator changes, as it said last: whoever lives, the map, the fence. */
    record Standing(long mapVersion, int fence, List<Integer> nodes) {
        /** Do the same nodes live, and has nobody been declared dead between? Borders may have moved. */
        boolean isLike(final Standing other) {
            return other != null && fence == other.fence && nodes.equals(other.nodes);
        }
    }

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
        askSplit(nowNs);
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
        mapVersion = message.mapVersion();
        fence = message.fence();
        final boolean protectedNow = message.guarded() == 1 && message.open() == 0 && message.stuck() == 0;
        for (final StatusDecoder.EntriesDecoder entry : message.entries()) {
            // Both are read of every entry: the next one begins where the last text ends.
            final String endpoint = entry.endpoint();
            final String name = entry.name();
            if (entry.role() == Role.NODE && entry.state() == MemberState.LIVE) {
                final int port = Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
                gathered.add(new Node(name, port, entry.incarnation()));
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

    /** Has it said anything that was asked since then? */
    boolean toldSince(final long timeNs) {
        return toldNs != Long.MIN_VALUE && toldNs - timeNs > 0;
    }

    /** As it said last. */
    Standing standing() {
        return new Standing(
                mapVersion,
                fence,
                nodes.stream().map(Node::incarnation).sorted().toList());
    }

    /** Have a node's region split: asked again until there is an answer. */
    void split(final int incarnation) {
        splitTarget = incarnation;
        splitCorrelation = System.nanoTime() >>> 1;
        splitAskedNs = Long.MIN_VALUE;
        splitAnswer = null;
    }

    /** What the coordinator said to that; null: nothing yet. */
    AdminAnswer splitAnswer() {
        return splitAnswer;
    }

    private void askSplit(final long nowNs) {
        if (splitTarget != 0
                && splitAnswer == null
                && (splitAskedNs == Long.MIN_VALUE || nowNs - splitAskedNs >= SPLIT_REPEAT_NS)
                && publisher.admin(splitCorrelation, AdminOperation.SPLIT, splitTarget)) {
            splitAskedNs = nowNs;
        }
    }

    @Override
    public void onAdminReply(final long nowNs, final AdminReplyDecoder message) {
        if (message.correlation() == splitCorrelation) {
            splitAnswer = new AdminAnswer(message.accepted() == 1, message.text());
        }
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
