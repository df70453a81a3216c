package io.octarchy.replicator.ghost;

/** What a node does with what a peer tells of its entities. */
public interface GhostSink {
    /** The slab is full. */
    int NO_ROOM = -1;

    /** A higher epoch is known: this one can never be of interest again. */
    int REFUSED = -2;

    /**
     * An entity comes into sight, or is told anew under the same or a higher epoch: the sink knows it already, perhaps from
     * another peer, or makes room for it.
     *
     * @return its slot in the slab, {@link #NO_ROOM} to be asked again later, or {@link #REFUSED} to hear no more of it
     *     under this epoch.
     */
    int onEnter(long entity, long epoch, int owner, int type, long tick);

    /** May what this peer tells be written into the row of the slot? False when a higher epoch or this node rules it. */
    boolean accepts(int slot, long epoch, int owner, long tick);

    /** The row of the slot has been written. Not called for entities of which others see no change. */
    void onState(int slot, long epoch, int owner, long tick);

    /** The peer shows it no more; kind is one of {@code LeaveKind}. Another peer may. */
    void onLeave(int slot, int kind, int owner);

    /**
     * The peer showed it, and does not name it any more since its stream was lost and began anew: it may have gone out of
     * sight, been removed, or been handed on to another peer, who may still have to show it.
     */
    void onUnnamed(int slot, int owner);

    /** An entity that the peer ruled, and never showed here, exists no more: what others showed of it is over. */
    void onGone(long entity, long epoch, int owner);
}
