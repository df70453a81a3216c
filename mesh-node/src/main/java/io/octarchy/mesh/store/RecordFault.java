package io.octarchy.mesh.store;

/** Why bytes that were found in a store are not loaded. */
public enum RecordFault {
    /** Shorter than any record. */
    TRUNCATED,
    /** Some byte is not what was written. */
    CHECKSUM,
    /** Whole, but no record of a store. */
    FOREIGN,
    /** Whole, but of a newer release. */
    NEWER,
    /** Whole, but its parts do not fill it, or it lies under another key. */
    MISPLACED,
    /** Whole, but not of the image that it was found in: left over from an older one. */
    STALE
}
