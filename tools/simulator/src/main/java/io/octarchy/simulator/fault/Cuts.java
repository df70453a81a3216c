package io.octarchy.simulator.fault;

import io.octarchy.simulator.net.Network;
import java.util.ArrayList;
import java.util.List;

/** Paths that are cut, and when they heal. A path may be cut for several reasons: the last one to go heals it. */
final class Cuts {
    private record Cut(int from, int to, long untilNs) {}

    private final Network network;
    private final List<Cut> cuts = new ArrayList<>();

    Cuts(final Network network) {
        this.network = network;
    }

    void add(final int from, final int to, final long nowNs, final long untilNs) {
        cuts.add(new Cut(from, to, untilNs));
        network.path(from, to).cut(nowNs);
    }

    long nextHealNs() {
        long next = Long.MAX_VALUE;
        for (final Cut cut : cuts) {
            next = Math.min(next, cut.untilNs);
        }
        return next;
    }

    void heal(final long nowNs) {
        for (int i = cuts.size() - 1; i >= 0; i--) {
            if (nowNs >= cuts.get(i).untilNs) {
                final Cut over = cuts.remove(i);
                if (cuts.stream().noneMatch(cut -> cut.from == over.from && cut.to == over.to)) {
                    network.path(over.from, over.to).heal(nowNs);
                }
            }
        }
    }

    void healAll(final long nowNs) {
        cuts.forEach(cut -> network.path(cut.from, cut.to).heal(nowNs));
        cuts.clear();
    }
}
