package io.octarchy.mesh.store.disk;

import io.octarchy.replicator.aeron.LaunchException;

/** A store directory, or a backup, cannot be used as it is. Nothing in it was changed. */
public final class StoreException extends LaunchException {
    private static final long serialVersionUID = 1L;

    /** @param remedy what to do about it. */
    public StoreException(final String problem, final String remedy) {
        super(problem, remedy);
    }
}
