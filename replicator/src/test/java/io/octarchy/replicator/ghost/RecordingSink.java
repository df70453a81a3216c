package io.octarchy.replicator.ghost;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.octarchy.replicator.RandomWorld;
import io.octarchy.replicator.slab.EntitySlab;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A sink that takes all, and remembers why entities left. */
final class RecordingSink implements GhostSink {
    final EntitySlab slab = new EntitySlab(GhostPair.CAPACITY * 2, RandomWorld.GAME_LENGTH, RandomWorld.PUBLIC_LENGTH);
    final Map<Long, Integer> left = new HashMap<>();
    final Set<Long> unnamed = new HashSet<>();
    final Map<Long, Long> gone = new HashMap<>();
    boolean ignoresAll;
    int answer = NO_ROOM;
    int asked;
    int states;

    @Override
    public int onEnter(final long entity, final long epoch, final int owner, final int type, final long tick) {
        assertEquals(GhostPair.SOURCE, owner);
        left.remove(entity);
        asked++;
        if (ignoresAll) {
            return answer;
        }
        final int slot = slab.slotOf(entity);
        return slot >= 0 ? slot : slab.add(entity);
    }

    @Override
    public boolean accepts(final int slot, final long epoch, final int owner, final long tick) {
        return epoch >= slab.epoch(slot);
    }

    @Override
    public void onState(final int slot, final long epoch, final int owner, final long tick) {
        assertEquals(tick, slab.tick(slot));
        states++;
    }

    @Override
    public void onLeave(final int slot, final int kind, final int owner) {
        left.put(slab.entity(slot), kind);
        slab.remove(slot, true);
    }

    @Override
    public void onUnnamed(final int slot, final int owner) {
        unnamed.add(slab.entity(slot));
        slab.remove(slot, false);
    }

    @Override
    public void onGone(final long entity, final long epoch, final int owner) {
        gone.put(entity, epoch);
    }
}
