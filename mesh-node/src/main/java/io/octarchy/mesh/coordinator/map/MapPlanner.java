package io.octarchy.mesh.coordinator.map;

import io.octarchy.mesh.coordinator.state.StateCodec;

/** Moves borders so that loads are even, and empties nodes that drain. Every change is logged with its figures. */
public interface MapPlanner {
    /** Plan anew. @return did the map change? */
    boolean plan(long logTimeNs);

    /** Give half of a node's load to the idlest other node. @return did the map change? */
    boolean split(long logTimeNs, int node);

    /** Give all of a node's region to the idlest other node. @return did the map change? */
    boolean merge(long logTimeNs, int node);

    /** Save or load what is remembered from plan to plan. */
    void pass(StateCodec codec);
}
