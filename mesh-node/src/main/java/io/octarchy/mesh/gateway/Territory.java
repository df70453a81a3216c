package io.octarchy.mesh.gateway;

/** Who rules a place: the region map, as far as a login needs it. */
public interface Territory {
    /** No node rules the place, or the map is not known. */
    int NOBODY = 0;

    /** Is the place inside the world? False for anything that is not finite. */
    boolean contains(double x, double y, double z);

    /** Incarnation of the node whose region holds the place, or {@link #NOBODY}. */
    int ownerAt(double x, double y, double z);
}
