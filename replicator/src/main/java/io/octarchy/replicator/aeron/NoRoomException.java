package io.octarchy.replicator.aeron;

import java.nio.file.Path;

/** Shared memory, or whatever holds a driver's directory, is too small or full. */
public final class NoRoomException extends LaunchException {
    private static final long serialVersionUID = 1L;
    private static final long MIB = 1 << 20;

    NoRoomException(final Path directory, final String store, final long usableBytes, final long neededBytes) {
        super(
                "No room for " + directory + ": " + neededBytes / MIB + " MiB needed, " + usableBytes / MIB
                        + " MiB usable on " + store + '.',
                "Delete what earlier runs left there (octarchy doctor lists it), or enlarge it (docker run --shm-size="
                        + Math.max(1, (neededBytes + 1024 * MIB - 1) / (1024 * MIB))
                        + "g; mount -o remount,size=... /dev/shm).");
    }
}
