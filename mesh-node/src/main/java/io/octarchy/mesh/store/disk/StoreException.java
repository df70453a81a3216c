package io.octarchy.mesh.store.disk;

import io.octarchy.replicator.aeron.LaunchException;

/** A store directory cannot be used as it is. Nothing in it was changed. */
public final class StoreException extends LaunchException {
    private static final long serialVersionUID = 1L;

    StoreException(final String problem, final String remedy) {
        super(problem, remedy);
    }
}
