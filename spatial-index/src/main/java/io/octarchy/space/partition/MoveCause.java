package io.octarchy.space.partition;

/** Why a leaf changes owner. */
public enum MoveCause {
    /** It had no owner among the nodes. */
    INITIAL,
    /** Its owner has more load than its share. */
    SHED,
    /** The new borders are shorter, and what that saves pays for the move. */
    TIDY,
    /** A node without a region gets a part of the most loaded one. */
    SPLIT,
    /** Its owner leaves, and had little load: its region is merged into others. */
    MERGE,
    /** Its owner leaves. */
    DRAIN
}
