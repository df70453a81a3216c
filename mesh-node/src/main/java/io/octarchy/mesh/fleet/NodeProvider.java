package io.octarchy.mesh.fleet;

/**
 * Starts and ends nodes. Calls are repeated, so each is idempotent by launch id, and none waits: what it begins may end
 * later. A node that is started joins the mesh with its launch id.
 *
 * <p>Called by one thread, the provider agent's.
 */
public interface NodeProvider {
    /** What became of an order so far. */
    enum Outcome {
        /** It is under way; ask again. */
        PENDING,
        /** It is done, or was done before. */
        DONE,
        /** It cannot be done; {@link #reason(long)} says why. */
        FAILED
    }

    /** Start a node that joins with this launch id. */
    Outcome start(long launch);

    /** End it in good order. A launch that is unknown here is somebody else's: DONE. */
    Outcome stop(long launch);

    /** End it at once, as a crash would. A launch that is unknown here is somebody else's: DONE. */
    Outcome kill(long launch);

    /** Is this launch one of its own, running or not? */
    boolean knows(long launch);

    /** Why the last order of this launch failed. */
    String reason(long launch);
}
