package io.octarchy.mesh.directory;

/**
 * Ids of entities (rule 26): 10 bits of registrar shard, 21 of the incarnation that made it, 32 of a counter. Incarnations
 * are never reused, so ids are not either.
 */
public final class EntityIds {
    /** Shards that entities are spread over. */
    public static final int SHARDS = 1 << 10;

    private static final int INCARNATION_BITS = 21;
    private long counter;

    /** Next id made by an incarnation. */
    public long next(final int incarnation) {
        if (incarnation < 1 || incarnation >= 1 << INCARNATION_BITS || counter == 0xFFFF_FFFFL) {
            throw new IllegalStateException("no entity ids left for incarnation " + incarnation);
        }
        counter++;
        final long shard = counter % SHARDS;
        return shard << (INCARNATION_BITS + 32) | (long) incarnation << 32 | counter;
    }

    /** Shard whose home node knows where the entity is. */
    public static int shard(final long entity) {
        return (int) (entity >>> (INCARNATION_BITS + 32)) & SHARDS - 1;
    }
}
