package io.octarchy.tools.checker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Events by node, and their reading in bursts, some streams well behind others. */
final class Streams {
    private record Event(long tick, Consumer<NodeEventHandler> call) {}

    private final Map<Integer, List<Event>> streams = new TreeMap<>();

    void add(final int node, final long tick, final Consumer<NodeEventHandler> call) {
        streams.computeIfAbsent(node, n -> new ArrayList<>()).add(new Event(tick, call));
    }

    void ran(final int node, final long tick, final long id, final long epoch, final long quantity) {
        add(node, tick, h -> h.onTickRan(node, tick, id, epoch, quantity));
    }

    void ghost(final int node, final int owner, final long tick, final long id, final long epoch) {
        add(node, tick, h -> h.onGhostAccepted(node, owner, tick, id, epoch));
    }

    void feed(final NodeEventHandler handler, final Random random, final int maxLagTicks) {
        final List<List<Event>> lists = new ArrayList<>(streams.values());
        final int[] next = new int[lists.size()];
        while (true) {
            long least = Long.MAX_VALUE;
            for (int i = 0; i < next.length; i++) {
                if (next[i] < lists.get(i).size()) {
                    least = Math.min(least, lists.get(i).get(next[i]).tick());
                }
            }
            if (least == Long.MAX_VALUE) {
                return;
            }
            final int chosen = random.nextInt(next.length);
            final List<Event> stream = lists.get(chosen);
            final int burst = 1 + random.nextInt(500);
            for (int i = 0; i < burst && next[chosen] < stream.size(); i++) {
                final Event event = stream.get(next[chosen]);
                if (event.tick() > least + maxLagTicks) {
                    break;
                }
                next[chosen]++;
                event.call().accept(handler);
            }
        }
    }
}
