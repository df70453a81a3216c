package io.octarchy.mesh.store;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What a node and the writer of its store tell each other, without locks: each number is written by one of the two threads.
 */
public final class StoreProgress {
    /** There is no store, or it fails. */
    public static final long NONE = -1;

    private static final int STORED = 0;
    private static final int DEALT = 1;
    private static final int KEPT = 2;
    private static final int WRITTEN = 3;
    private static final int FAILED = 4;
    private static final int FAILING = 5;

    private static final int EXPORTED = 6;

    private final AtomicLongArray values = new AtomicLongArray(7);

    /** Newest image that is safe, by its tick; 0: none yet; {@link #NONE}: the store fails. */
    public long stored() {
        return isFailing() ? NONE : values.get(STORED);
    }

    /** Newest image that the writer has done with, well or not. */
    public long dealt() {
        return values.get(DEALT);
    }

    /** The image that must not be overwritten. */
    long kept() {
        return values.get(KEPT);
    }

    /** Images that are or were safe. */
    public long written() {
        return values.get(WRITTEN);
    }

    /** Images that were given up: no room, or the medium failed, or they came incomplete. */
    public long failed() {
        return values.get(FAILED);
    }

    /** Did the newest image fail? */
    public boolean isFailing() {
        return values.get(FAILING) != 0;
    }

    /** Newest image that was written to a file of its own; negative: that one could not be; 0: none yet. */
    public long exported() {
        return values.get(EXPORTED);
    }

    void onExported(final long image, final boolean good) {
        values.setRelease(EXPORTED, good ? image : -image);
    }

    void keep(final long image) {
        values.setRelease(KEPT, image);
    }

    void onFound(final long image) {
        values.setRelease(STORED, image);
    }

    void onStored(final long image) {
        values.setRelease(WRITTEN, values.get(WRITTEN) + 1);
        values.setRelease(FAILING, 0);
        values.setRelease(STORED, image);
        values.setRelease(DEALT, image);
    }

    void onFailed(final long image) {
        values.setRelease(FAILED, values.get(FAILED) + 1);
        values.setRelease(FAILING, 1);
        values.setRelease(DEALT, image);
    }
}
