package io.octarchy.mesh.authority;

/** What a node is to an entity. Constants, not an enum: they are stored in byte arrays. */
public final class AuthorityRole {
    /** Ghost, or only a fence record. */
    public static final byte NONE = 0;

    /** The right to write. */
    public static final byte AUTHORITY = 1;

    /** Frozen between Commit and its answer: neither this node nor, as far as it knows, the target rules. */
    public static final byte DOUBT = 2;

    private AuthorityRole() {}
}
