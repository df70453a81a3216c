package io.octarchy.tools.chaos;

import java.util.List;

/** Has a region split under a new leader: nodes are asked for in turn until one has a region to split. One thread calls. */
final class SplitTrial {
    private final MeshProbe probe;
    private List<MeshProbe.Node> nodes = List.of();
    private int next;
    private boolean isAsked;
    private String outcome = "";

    SplitTrial(final MeshProbe probe) {
        this.probe = probe;
    }

    /** Begin anew, with the nodes that live now. */
    void begin(final List<MeshProbe.Node> living) {
        nodes = List.copyOf(living);
        next = 0;
        isAsked = false;
        outcome = "";
    }

    boolean isRunning() {
        return next < nodes.size();
    }

    /** One more step; returns true once, when a region was split. */
    boolean step() {
        if (!isRunning()) {
            return false;
        }
        if (!isAsked) {
            isAsked = true;
            probe.split(nodes.get(next).incarnation());
            return false;
        }
        final MeshProbe.AdminAnswer answer = probe.splitAnswer();
        if (answer == null) {
            return false;
        }
        outcome = nodes.get(next).name() + ": " + answer.text();
        isAsked = false;
        next = answer.isAccepted() ? nodes.size() : next + 1;
        return answer.isAccepted();
    }

    /** What the coordinator said last. */
    String outcome() {
        return outcome;
    }
}
