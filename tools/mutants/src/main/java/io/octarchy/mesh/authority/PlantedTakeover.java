package io.octarchy.mesh.authority;

import io.octarchy.codec.control.GrantsDecoder;

/** Wrong ways of the takeover, called in the place of right ones; in this package to see what those see. */
public final class PlantedTakeover {
    private PlantedTakeover() {}

    /** Instead of telling the source half that a fence was entered. */
    static void takeBackNow(final HandoverSource source, final long nowNs) {
        takeBack(source, nowNs, Integer.MAX_VALUE);
        source.onFenced(nowNs);
    }

    /** Instead of telling the source half that a takeover is decided. */
    public static void takeBackDecided(final HandoverSource source, final long nowNs, final int fence) {
        takeBack(source, nowNs, fence);
        source.onDecided(nowNs, fence);
    }

    private static void takeBack(final HandoverSource source, final long nowNs, final int fence) {
        final Fencing fencing = (Fencing) Inside.field(source, "fencing");
        final SourceBatches batches = (SourceBatches) Inside.field(source, "batches");
        for (final SourceBatch batch : batches.all()) {
            if (batch.state == SourceBatch.State.DOUBT && fencing.isDeadBy(batch.target, fence)) {
                Inside.call(source, "resume", nowNs, batch);
                batches.release(batch);
            }
        }
    }

    /** Instead of looking an entity up in a snapshot. */
    static int findCandidate(final FrozenSnapshot snapshot, final long entity) {
        final int at = snapshot.find(entity);
        return at == FrozenSnapshot.MISSING || snapshot.isCandidate(at) ? at : FrozenSnapshot.MISSING;
    }

    /** Instead of looking an entity up in a snapshot. */
    static int findNow(final FrozenSnapshot snapshot, final long entity) {
        snapshot.freeze();
        return snapshot.find(entity);
    }

    /** Instead of the later one of two. */
    static long firstOf(final long first, final long second) {
        return first;
    }

    /** Instead of applying grants. */
    public static boolean ackAnyway(final Takeover takeover, final long nowNs, final GrantsDecoder grants) {
        takeover.onGrants(nowNs, grants);
        return true;
    }
}
