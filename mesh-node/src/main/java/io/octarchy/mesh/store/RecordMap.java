package io.octarchy.mesh.store;

/**
 * Bytes by key that outlive the process: where one image lies. What was put is safe from a crash of the process at once,
 * from one of the machine after {@link #sync()}. Bytes may come back torn or altered, or not at all: the records tell.
 *
 * <p>One thread at a time.
 */
public interface RecordMap {
    /** Sees every entry, in no order. */
    @FunctionalInterface
    interface Visitor {
        /** @param bytes valid during the call, its first {@code length}. */
        void onRecord(long key, byte[] bytes, int length);
    }

    /**
     * An image of about so many records is about to be put: make room. What is in the map may be lost.
     *
     * @return false when there is no room, or the medium fails.
     */
    default boolean prepare(final int records) {
        return true;
    }

    /**
     * Put or replace.
     *
     * @return false when there is no room, or the medium fails: the image cannot be completed.
     */
    boolean put(long key, byte[] bytes, int length);

    /** Remove, if it is there. @return false when the medium fails. */
    boolean remove(long key);

    void forEach(Visitor visitor);

    /** Have all that was put and removed reach the medium; may take long. @return false when it fails. */
    boolean sync();

    /** Entries now. */
    long size();
}
