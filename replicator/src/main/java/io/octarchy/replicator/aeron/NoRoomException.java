package io.octarchy.replicator.aeron;

import java.nio.file.Path;

/** Shared memory, or whatever holds a driver's directory, is too small or full: says how much is missing and what helps. */
public final class NoRoomException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoRoomException(final Path directory, final String store, final long usableBytes, final long neededBytes) {
        super("no room for the media driver at " + directory + ": " + (usableBytes >> 20) + " MiB usable on " + store
                + ", " + (neededBytes >> 20)
                + " MiB needed. Delete what earlier runs left there, enlarge it (docker run"
                + " --shm-size), or choose another directory");
    }
}
