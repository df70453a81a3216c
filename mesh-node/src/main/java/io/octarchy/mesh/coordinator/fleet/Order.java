package io.octarchy.mesh.coordinator.fleet;

import io.octarchy.mesh.coordinator.state.StateCodec;

/** What a provider is to do with one launch, until it is seen to be done. */
public final class Order {
    /** Start a node with this launch id. */
    public static final int START = 0;

    /** Stop it in good order. */
    public static final int STOP = 1;

    /** Kill it. */
    public static final int KILL = 2;

    private final long launch;
    private final int verb;
    private final int node;
    private final long orderedNs;
    private long dueNs;
    private int attempts;

    Order(final long launch, final int verb, final int node, final long logTimeNs) {
        this(launch, verb, node, logTimeNs, logTimeNs);
    }

    private Order(final long launch, final int verb, final int node, final long orderedNs, final long dueNs) {
        this.launch = launch;
        this.verb = verb;
        this.node = node;
        this.orderedNs = orderedNs;
        this.dueNs = dueNs;
    }

    public long launch() {
        return launch;
    }

    /** {@link #START}, {@link #STOP} or {@link #KILL}. */
    public int verb() {
        return verb;
    }

    /** Incarnation to stop or kill, 0 for a start. */
    public int node() {
        return node;
    }

    long orderedNs() {
        return orderedNs;
    }

    long dueNs() {
        return dueNs;
    }

    int attempts() {
        return attempts;
    }

    void sent(final long nextDueNs) {
        dueNs = nextDueNs;
        attempts++;
    }

    static Order pass(final StateCodec codec, final Order saved) {
        final Order order;
        if (codec.isLoading()) {
            order = new Order(codec.value(0L), codec.value(0), codec.value(0), codec.value(0L), codec.value(0L));
        } else {
            order = saved;
            codec.value(order.launch);
            codec.value(order.verb);
            codec.value(order.node);
            codec.value(order.orderedNs);
            codec.value(order.dueNs);
        }
        order.attempts = codec.value(order.attempts);
        return order;
    }
}
