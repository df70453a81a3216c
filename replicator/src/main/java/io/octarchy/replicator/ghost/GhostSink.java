package io.octarchy.replicator.ghost;

/** What a node does with what a peer tells of its entities. */
public interface GhostSink {
    /**
     * An entity comes into sight, or is told anew under the same or a higher epoch: the sink knows it already, perhaps from
     * another peer, or makes room for it.
     *
     * @return its slot in the slab, or negative to ignore it for now: it is asked again later.
     */
    int onEnter(long entity, long epoch, int owner, int type, long tick);

    /** May what this peer tells be written into the row of the slot? False when a higher epoch or this node rules it. */
    boolean accepts(int slot, long epoch, int owner, long tick);

    /** The row of the slot has been written. Not called for entities of which others see no change. */
    void onState(int slot, long epoch, int owner, long tick);

    /** The peer shows it no more; kind is one of {@code LeaveKind}. Another peer may. */
    void onLeave(int slot, int kind, int owner);
}
