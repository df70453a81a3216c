package io.octarchy.mesh.authority;

/** Copies that a former life left, in memory or in a store: offered to the mesh when a new life joins. */
public interface Inheritance {
    /** Mesh that the former life was a member of. */
    long mesh();

    /** Incarnation of the former life. */
    int incarnation();

    /**
     * The copies.
     *
     * @param cut the tick after which they are wanted, if there is a choice; 0: the newest.
     */
    FormerLife at(long cut);
}
