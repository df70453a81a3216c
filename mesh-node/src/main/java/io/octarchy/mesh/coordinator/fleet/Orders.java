package io.octarchy.mesh.coordinator.fleet;

import io.octarchy.codec.control.Role;
import io.octarchy.mesh.coordinator.member.Member;
import io.octarchy.mesh.coordinator.member.Membership;
import io.octarchy.mesh.coordinator.state.StateCodec;
import java.util.ArrayList;
import java.util.List;

/**
 * Orders under way. A start is repeated until a node has joined with its launch id, a stop until the provider reports;
 * both end after a bounded number of attempts. A start that failed is followed by a pause that doubles with each failure.
 */
public final class Orders {
    private static final int MAX_ORDERS = 64;
    private static final int MAX_ATTEMPTS = 60;
    private static final int MAX_FAILURES = 5;
    private static final long REPEAT_NS = 500_000_000L;
    private static final long FIRST_PAUSE_NS = 2_000_000_000L;

    private final Membership membership;
    private final DecisionLog log;
    private final List<Order> orders = new ArrayList<>();
    private long launches;
    private int failures;
    private long pauseUntilNs = Long.MIN_VALUE;

    public Orders(final Membership membership, final DecisionLog log) {
        this.membership = membership;
        this.log = log;
    }

    /** Starts under way. */
    public int starting() {
        int starting = 0;
        for (final Order order : orders) {
            starting += order.verb() == Order.START ? 1 : 0;
        }
        return starting;
    }

    /** Is there a provider, and no pause after a failure? */
    public boolean canStart(final long logTimeNs) {
        return provider() != null && logTimeNs >= pauseUntilNs && orders.size() < MAX_ORDERS;
    }

    /** Order one more node. @return its launch id. */
    public long start(final long logTimeNs) {
        // Unique over clusters that begin anew, and the same on each of their members: log time and a count, mixed.
        long launch = logTimeNs + ++launches * 0x9E3779B97F4A7C15L;
        launch = (launch ^ launch >>> 30) * 0xBF58476D1CE4E5B9L;
        launch = launch ^ launch >>> 31;
        orders.add(new Order(launch, Order.START, 0, logTimeNs));
        return launch;
    }

    /** Order the end of a node's process, unless that is ordered already. @return is there a provider to hear it? */
    public boolean stop(final long logTimeNs, final Member node, final boolean kill) {
        final int verb = kill ? Order.KILL : Order.STOP;
        for (final Order order : orders) {
            if (order.launch() == node.card().launch() && order.verb() == verb) {
                return true;
            }
        }
        if (provider() == null || orders.size() == MAX_ORDERS) {
            return false;
        }
        orders.add(new Order(node.card().launch(), verb, node.incarnation(), logTimeNs));
        return true;
    }

    /** A node joined: its order is carried out. */
    public void onNodeJoined(final long launch) {
        if (orders.removeIf(order -> order.verb() == Order.START && order.launch() == launch)) {
            failures = 0;
        }
    }

    /** A provider says what became of a launch. */
    public void onReport(
            final long logTimeNs, final int provider, final long launch, final boolean failed, final String reason) {
        final boolean started = failed && orders.removeIf(o -> o.verb() == Order.START && o.launch() == launch);
        if (started) {
            onFailure(logTimeNs, provider, launch, reason);
        }
        orders.removeIf(order -> order.verb() != Order.START && order.launch() == launch);
    }

    private void onFailure(final long logTimeNs, final int provider, final long launch, final String reason) {
        failures = Math.min(failures + 1, MAX_FAILURES);
        pauseUntilNs = logTimeNs + (FIRST_PAUSE_NS << failures - 1);
        log.add(logTimeNs, DecisionKind.SPAWN, 0, provider, launch, "start failed, pausing: " + reason);
    }

    /** Say what is due. */
    public int doWork(final long logTimeNs, final OrderSink sink) {
        int work = 0;
        for (int i = orders.size() - 1; i >= 0; i--) {
            final Order order = orders.get(i);
            if (logTimeNs - order.dueNs() >= 0) {
                work++;
                if (order.attempts() >= MAX_ATTEMPTS) {
                    giveUp(logTimeNs, i);
                } else {
                    order.sent(logTimeNs + REPEAT_NS);
                    send(order, sink);
                }
            }
        }
        return work;
    }

    private void giveUp(final long logTimeNs, final int i) {
        final Order order = orders.remove(i);
        if (order.verb() == Order.START) {
            final String text = "no node joined within " + (logTimeNs - order.orderedNs()) / 1_000_000 + " ms";
            onFailure(logTimeNs, 0, order.launch(), text);
        }
    }

    private void send(final Order order, final OrderSink sink) {
        if (order.verb() == Order.START) {
            final Member provider = provider();
            if (provider != null) {
                sink.order(provider, order.launch(), order.verb());
            }
            return;
        }
        for (int i = 0; i < membership.count(); i++) {
            final Member member = membership.get(i);
            if (member.isLiving() && member.role() == Role.PROVIDER) {
                sink.order(member, order.launch(), order.verb());
            }
        }
    }

    /** Starts go to the longest-serving provider, so that a repeated one meets who heard it first. */
    private Member provider() {
        for (int i = 0; i < membership.count(); i++) {
            final Member member = membership.get(i);
            if (member.isLiving() && member.role() == Role.PROVIDER) {
                return member;
            }
        }
        return null;
    }

    public void pass(final StateCodec codec) {
        launches = codec.value(launches);
        failures = codec.value(failures);
        pauseUntilNs = codec.value(pauseUntilNs);
        final int n = codec.count(orders.size(), MAX_ORDERS);
        for (int i = 0; i < n; i++) {
            if (codec.isLoading()) {
                orders.add(Order.pass(codec, null));
            } else {
                Order.pass(codec, orders.get(i));
            }
        }
    }
}
