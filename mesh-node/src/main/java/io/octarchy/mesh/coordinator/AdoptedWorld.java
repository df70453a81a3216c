package io.octarchy.mesh.coordinator;

import java.util.List;

/**
 * A world that a coordinator without a past begins with, because it comes from a backup: all its nodes are dead, and their
 * stores are awaited.
 *
 * @param mesh that the stores are of.
 * @param world id of it.
 * @param image tick of all the stores' images: the world goes on after it.
 * @param fence newest of it: what is granted from the stores gets higher epochs.
 * @param firstIncarnation of the dead, which have incarnations in a row; above all that anybody ever had.
 * @param lives the dead.
 */
public record AdoptedWorld(long mesh, int world, long image, int fence, int firstIncarnation, List<Life> lives) {
    /**
     * A dead node.
     *
     * @param entities in its store.
     */
    public record Life(String name, int entities) {}

    public AdoptedWorld {
        lives = List.copyOf(lives);
    }
}
