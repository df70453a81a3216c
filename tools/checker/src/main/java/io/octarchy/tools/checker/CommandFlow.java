package io.octarchy.tools.checker;

import io.octarchy.codec.event.CommandStep;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Commands on their way between entities, for {@link Conservation}: what they carry is in nobody's row, and each must be
 * applied exactly once. What an entity did after the copy that it was granted from is void: a command sent then was never
 * sent, and one applied then is on its way again.
 *
 * <p>Steps of one command may come in any order, as streams are read apart; one that is still without its other half after
 * the window is a breach.
 */
final class CommandFlow {
    /** Where breaches and quantities on their way go. */
    interface Judge {
        void onWay(long tick, long change);

        void settled();

        void breach(String text);
    }

    static final int MAX_OPEN = 65_536;

    private record Name(long from, long sequence) {}

    private record Grant(long epoch, long copyTick) {}

    private static final long NOT_YET = -1;

    private static final class Passage {
        private long to;
        private long quantity;
        private long sentTick = NOT_YET;
        private long takenTick = NOT_YET;
        /** The target, or the sender that had it back. */
        private long taker;

        private long since;
    }

    private final NodeTable nodes;
    private final Judge judge;
    private final int windowTicks;
    private final LinkedHashMap<Name, Passage> open = new LinkedHashMap<>();
    private final LinkedHashMap<Long, Grant> grants = new LinkedHashMap<>();
    private long overflows;

    CommandFlow(final NodeTable nodes, final Judge judge, final CheckerSettings settings) {
        this.nodes = nodes;
        this.judge = judge;
        windowTicks = 2 * settings.orphanTicks() + settings.settleTicks();
    }

    /** A step of a command, of which the entity that took it had this epoch. */
    void onPassed(
            final long tick,
            final CommandStep step,
            final long epoch,
            final long from,
            final long to,
            final long sequence,
            final long quantity) {
        final long by = step == CommandStep.APPLIED ? to : from;
        if (!isVoid(by, epoch, tick)) {
            final Passage passage = passage(from, to, sequence, quantity);
            if (step == CommandStep.SENT) {
                onSent(passage, tick, from, sequence);
            } else {
                onTaken(passage, tick, from, sequence, by);
            }
        }
    }

    private void onSent(final Passage passage, final long tick, final long from, final long sequence) {
        if (passage.sentTick != NOT_YET) {
            judge.breach("command " + sequence + " of " + from + " was sent in tick " + passage.sentTick
                    + " and again in " + tick);
        }
        passage.sentTick = tick;
        judge.onWay(tick, passage.quantity);
    }

    private void onTaken(
            final Passage passage, final long tick, final long from, final long sequence, final long taker) {
        if (passage.takenTick != NOT_YET) {
            judge.breach("command " + sequence + " of " + from + " to " + passage.to + " was taken in tick "
                    + passage.takenTick + " and again in " + tick);
        }
        passage.takenTick = tick;
        passage.taker = taker;
        judge.onWay(tick, -passage.quantity);
    }

    private long now() {
        return nodes.isStarted() ? nodes.activeNow() : 0;
    }

    private boolean isVoid(final long entity, final long epoch, final long tick) {
        final Grant grant = grants.get(entity);
        return grant != null && epoch < grant.epoch() && tick > grant.copyTick();
    }

    private Passage passage(final long from, final long to, final long sequence, final long quantity) {
        final Name name = new Name(from, sequence);
        Passage passage = open.get(name);
        if (passage == null) {
            passage = new Passage();
            passage.to = to;
            passage.quantity = quantity;
            passage.since = now();
            if (open.size() == MAX_OPEN) {
                overflows++;
                open.remove(open.keySet().iterator().next());
            }
            open.put(name, passage);
        }
        return passage;
    }

    /** An entity goes on from a copy of this tick: what it did later is void, from the tick on in which it goes on. */
    void onGranted(final long entity, final long epoch, final long copyTick, final long resumeTick) {
        grants.remove(entity);
        grants.put(entity, new Grant(epoch, copyTick));
        if (grants.size() > MAX_OPEN) {
            grants.remove(grants.keySet().iterator().next());
        }
        final Iterator<Map.Entry<Name, Passage>> all = open.entrySet().iterator();
        while (all.hasNext()) {
            final Map.Entry<Name, Passage> entry = all.next();
            final Passage passage = entry.getValue();
            if (entry.getKey().from() == entity && passage.sentTick > copyTick) {
                passage.sentTick = NOT_YET;
                passage.since = now();
                judge.onWay(resumeTick, -passage.quantity);
            }
            if (passage.taker == entity && passage.takenTick > copyTick) {
                passage.takenTick = NOT_YET;
                passage.since = now();
                judge.onWay(resumeTick, passage.quantity);
            }
            // Its number is given again, to another command.
            if (passage.sentTick == NOT_YET && passage.takenTick == NOT_YET) {
                all.remove();
            }
        }
    }

    /** Judge those that began long enough ago. */
    void settle() {
        settle(windowTicks);
    }

    /** Nothing more comes. */
    void finish() {
        settle(windowTicks / 2);
    }

    private void settle(final int withinTicks) {
        final Iterator<Map.Entry<Name, Passage>> all = open.entrySet().iterator();
        while (all.hasNext()) {
            final Map.Entry<Name, Passage> entry = all.next();
            final Passage passage = entry.getValue();
            // Whose target is dead waits for the takeover, and that for a term that lasts.
            if (now() - Math.max(passage.since, nodes.termBegan()) > withinTicks) {
                all.remove();
                judge(entry.getKey(), passage);
            }
        }
    }

    private void judge(final Name name, final Passage passage) {
        if (passage.sentTick != NOT_YET && passage.takenTick == NOT_YET) {
            judge.breach("command " + name.sequence() + " of " + name.from() + " to " + passage.to + ", sent in tick "
                    + passage.sentTick + ", was never applied");
        } else if (passage.sentTick == NOT_YET && passage.takenTick != NOT_YET) {
            judge.breach("command " + name.sequence() + " of " + name.from() + " to " + passage.to
                    + ", applied in tick " + passage.takenTick + ", was never sent");
        } else if (passage.sentTick != NOT_YET) {
            judge.settled();
        }
    }

    /** Commands that it had no room to follow. */
    long overflows() {
        return overflows;
    }
}
