package io.octarchy.mesh.authority;

/**
 * Epoch of an entity (rule 3): the generation, which is the fence number of the takeover that granted it, in the high 32
 * bits, and a counter that the current authority raises in the low ones. Plain comparison of longs orders epochs.
 */
public final class Epoch {
    private Epoch() {}

    public static long of(final int generation, final int counter) {
        return (long) generation << 32 | counter & 0xFFFF_FFFFL;
    }

    /**
     * Epoch of an entity that is spawned now. The counter begins at 1: epoch 0 means "none" in records and on the wire, and
     * (fence : 0) is what grants bear.
     */
    public static long born(final int fence) {
        return of(fence, 1);
    }

    public static int generation(final long epoch) {
        return (int) (epoch >>> 32);
    }

    public static int counter(final long epoch) {
        return (int) epoch;
    }
}
