package io.octarchy.simulator.run;

import io.octarchy.codec.peer.CommitDecoder;
import io.octarchy.codec.peer.MessageHeaderDecoder;
import io.octarchy.simulator.net.Wire;
import io.octarchy.simulator.trace.Observer;
import io.octarchy.tools.checker.EventAdapter;
import io.octarchy.tools.checker.NodeEventHandler;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;
import org.agrona.DirectBuffer;

/**
 * A run as a sequence of the actions of docs/spec/Authority.tla: Commit from the wire, RcvCommit, RcvDone, RcvGrant, Enter
 * and Tick from what nodes tell; and whether the specification allows each. Nodes tell at their ticks' ends, so what one
 * tells may come after what follows from it elsewhere: the order is that of epochs, which is the specification's.
 */
final class SpecTrace implements Observer, NodeEventHandler {
    private static final long COUNTER = 0xFFFF_FFFFL;
    private static final long FIRST = 1;
    private static final int SCHEMA = 4;

    enum Way {
        CREATED,
        TOOK_OVER,
        RESUMED,
        GRANTED
    }

    /** How an epoch came to be, and with whom. */
    record Rule(Way way, int node, int from) {}

    /** A COMMIT as sent. */
    record Sent(int from, long lastTick) {}

    /** What became of one entity. */
    static final class Story {
        final TreeMap<Long, Rule> rules = new TreeMap<>();
        final TreeMap<Long, Sent> commits = new TreeMap<>();
        final TreeMap<Long, int[]> released = new TreeMap<>();
        final Map<Long, long[]> ran = new TreeMap<>();
        final Map<Long, Integer> ranBy = new TreeMap<>();
    }

    final Map<Long, Story> stories = new TreeMap<>();
    private final Map<Integer, Integer> deadSince = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();
    private final EventAdapter events = new EventAdapter(this);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CommitDecoder commit = new CommitDecoder();
    long actions;

    private Story story(final long entity) {
        actions++;
        return stories.computeIfAbsent(entity, id -> new Story());
    }

    private void obtain(final long entity, final long epoch, final Rule rule) {
        final Rule other = story(entity).rules.putIfAbsent(epoch, rule);
        if (other != null && !other.equals(rule)) {
            fault(entity, epoch, rule + " after " + other);
        }
    }

    private void fault(final long entity, final long epoch, final String what) {
        faults.add("entity " + entity + " epoch " + (epoch >>> 32) + ":" + (epoch & COUNTER) + ": " + what);
    }

    /** All that the specification does not allow. */
    List<String> faults() {
        stories.forEach((entity, story) -> story.rules.forEach((epoch, rule) -> check(entity, story, epoch, rule)));
        stories.forEach(this::checkRest);
        return faults;
    }

    private void check(final long entity, final Story story, final long epoch, final Rule rule) {
        switch (rule.way) {
            case CREATED -> {
                if (story.rules.firstKey() != epoch || (epoch & COUNTER) != FIRST) {
                    fault(entity, epoch, "created amid its life");
                }
            }
            case TOOK_OVER -> {
                final Sent sent = story.commits.get(epoch);
                if (sent == null || sent.from != rule.from) {
                    fault(entity, epoch, "RcvCommit by " + rule.node + " of no such COMMIT: " + sent);
                }
            }
            case RESUMED -> {
                final Rule before = story.rules.get(epoch - 2);
                if (before == null || before.node != rule.node || story.rules.containsKey(epoch - 1)) {
                    fault(entity, epoch, "RcvDone(refused) by " + rule.node + " who was not in doubt");
                }
            }
            case GRANTED -> checkGrant(entity, story, epoch, rule);
        }
    }

    /** Nothing is granted while somebody alive rules at the highest epoch without a COMMIT on its way (rule 12). */
    private void checkGrant(final long entity, final Story story, final long epoch, final Rule rule) {
        final Map.Entry<Long, Rule> before = story.rules.lowerEntry(epoch);
        if ((epoch & COUNTER) != 0 || before != null && before.getKey() >>> 32 >= epoch >>> 32) {
            fault(entity, epoch, "RcvGrant at an epoch that no fence gave");
        }
        if (before == null || isDead(before.getValue().node, epoch >>> 32)) {
            return;
        }
        final Sent sent = story.commits.get(before.getKey() + 1);
        if (sent == null) {
            fault(entity, epoch, "RcvGrant by " + rule.node + " though " + before.getValue().node + " lives and rules");
        }
    }

    private boolean isDead(final int node, final long fence) {
        final Integer since = deadSince.get(node);
        return since != null && since <= fence;
    }

    private void checkRest(final long entity, final Story story) {
        story.commits.forEach((epoch, sent) -> {
            final Rule before = story.rules.get(epoch - 1);
            if (before == null || before.node != sent.from) {
                fault(entity, epoch, "Commit by " + sent.from + " who did not rule: " + before);
            }
        });
        story.released.forEach((epoch, who) -> {
            final Sent sent = story.commits.get(epoch);
            if (sent == null || sent.from != who[0]) {
                fault(entity, epoch, "RcvDone by " + who[0] + " of no such COMMIT: " + sent);
            }
        });
        story.ran.forEach((epoch, ticks) -> {
            final Rule rule = story.rules.get(epoch);
            if (rule == null || rule.node != story.ranBy.get(epoch)) {
                fault(entity, epoch, "Tick " + ticks[0] + " by " + story.ranBy.get(epoch) + ", ruled by " + rule);
            }
            final Sent left = story.commits.get(epoch + 1);
            if (left != null && ticks[1] > left.lastTick) {
                fault(entity, epoch, "Tick " + ticks[1] + " after a COMMIT of " + left.lastTick);
            }
            final Sent came = story.commits.get(epoch);
            if (came != null && rule != null && rule.way == Way.TOOK_OVER && ticks[0] <= came.lastTick) {
                fault(entity, epoch, "Tick " + ticks[0] + " run again, COMMIT of " + came.lastTick);
            }
        });
    }

    @Override
    public void onEntityCreated(
            final int node, final long tick, final long entity, final long epoch, final long quantity) {
        obtain(entity, epoch, new Rule(Way.CREATED, node, 0));
    }

    @Override
    public void onTookOver(
            final int node,
            final int source,
            final long entity,
            final long epoch,
            final long lastTick,
            final long frozenAtNs,
            final long appliedNs) {
        obtain(entity, epoch, new Rule(Way.TOOK_OVER, node, source));
    }

    @Override
    public void onResumed(final int node, final long entity, final long epoch) {
        obtain(entity, epoch, new Rule(Way.RESUMED, node, 0));
    }

    @Override
    public void onGranted(
            final int node,
            final long entity,
            final long epoch,
            final long copyTick,
            final long resumeTick,
            final long appliedNs) {
        obtain(entity, epoch, new Rule(Way.GRANTED, node, 0));
    }

    @Override
    public void onHandedOver(
            final int node,
            final int target,
            final long entity,
            final long epoch,
            final long handover,
            final long lastTick,
            final long prepareNs,
            final long committedNs,
            final boolean byMap) {
        story(entity).released.put(epoch, new int[] {node, target});
    }

    @Override
    public void onTickRan(final int node, final long tick, final long entity, final long epoch, final long quantity) {
        final Story story = story(entity);
        final long[] ticks = story.ran.computeIfAbsent(epoch, e -> new long[] {tick, tick});
        ticks[0] = Math.min(ticks[0], tick);
        ticks[1] = Math.max(ticks[1], tick);
        final Integer other = story.ranBy.put(epoch, node);
        if (other != null && other != node) {
            fault(entity, epoch, "Tick " + tick + " by " + node + " and by " + other);
        }
    }

    @Override
    public void onFenced(final int node, final int fence, final int dead) {
        actions++;
        deadSince.merge(dead, fence, Math::min);
    }

    @Override
    public void onSent(
            final long nowNs, final Wire wire, final DirectBuffer buffer, final int offset, final int length) {
        header.wrap(buffer, offset);
        if (buffer.getShort(offset + SCHEMA, ByteOrder.LITTLE_ENDIAN) != CommitDecoder.SCHEMA_ID
                || header.templateId() != CommitDecoder.TEMPLATE_ID) {
            return;
        }
        commit.wrapAndApplyHeader(buffer, offset, header);
        final int from = commit.source();
        final long lastTick = commit.lastTick();
        for (final CommitDecoder.EntitiesDecoder entity : commit.entities()) {
            story(entity.entity()).commits.put(entity.epoch(), new Sent(from, lastTick));
            entity.skipState();
            entity.skipInputs();
            entity.skipLuggage();
        }
    }

    @Override
    public void onEvent(final long nowNs, final DirectBuffer buffer, final int offset, final int length) {
        events.onFrame(buffer, offset, length);
    }

    @Override
    public void begin(final IntToLongFunction sessionOf) {}

    @Override
    public void onTaken(
            final long nowNs, final Wire wire, final DirectBuffer buffer, final int offset, final int length) {}

    @Override
    public void onNote(final long nowNs, final String text) {}
}
