package io.octarchy.mesh.authority;

/**
 * Entities that this node removed and whose removal its standby may not know yet (rule 19): until it does, a takeover could
 * bring them back. A bounded queue in order of removal; behind its bound the oldest is given up, and counted.
 */
public final class Removals {
    private final long[] entity;
    private final long[] epoch;
    private final long[] tick;
    private final long[] quantity;
    private final long[] frame;
    private int head;
    private int size;
    private int announced;
    private long givenUp;
    private long left;

    public Removals(final int capacity) {
        entity = new long[capacity];
        epoch = new long[capacity];
        tick = new long[capacity];
        quantity = new long[capacity];
        frame = new long[capacity];
    }

    public void add(
            final long removedEntity,
            final long atEpoch,
            final long lastTick,
            final long withQuantity,
            final long firstFrame) {
        if (size == entity.length) {
            removeFirst();
            givenUp++;
        }
        final int at = index(size++);
        entity[at] = removedEntity;
        epoch[at] = atEpoch;
        tick[at] = lastTick;
        quantity[at] = withQuantity;
        frame[at] = firstFrame;
    }

    /**
     * May the oldest be forgotten: does the present standby know, and has every source that brought the entity dropped its
     * kept copy? As long as one has not, a later standby must be told as well.
     */
    public boolean isFirstSettled(final AuthorityTable table, final StandbyProgress standby) {
        return standby.isHeld(frame(0)) && !table.isHeld(table.find(entity(0)));
    }

    /** Index of the oldest removal that observers have not been told of; {@link #size()} when there is none. */
    public int firstUntold() {
        return announced;
    }

    /** Observers have been told of the {@link #firstUntold()}. */
    public void told() {
        announced++;
    }

    public int size() {
        return size;
    }

    public int bound() {
        return entity.length;
    }

    public long givenUp() {
        return givenUp;
    }

    public void removeFirst() {
        head = head + 1 == entity.length ? 0 : head + 1;
        size--;
        left++;
        announced = Math.max(0, announced - 1);
    }

    public void clear() {
        left += size;
        size = 0;
        announced = 0;
    }

    /** Removals that have left the queue so far: who walks it over several cycles adds this to his index. */
    long left() {
        return left;
    }

    public long entity(final int i) {
        return entity[index(i)];
    }

    public long epoch(final int i) {
        return epoch[index(i)];
    }

    /** The last tick that it ran. */
    public long tick(final int i) {
        return tick[index(i)];
    }

    public long quantity(final int i) {
        return quantity[index(i)];
    }

    /** First standby frame that tells of the removal. */
    public long frame(final int i) {
        return frame[index(i)];
    }

    private int index(final int i) {
        final int at = head + i;
        return at >= entity.length ? at - entity.length : at;
    }
}
