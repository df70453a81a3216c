package io.octarchy.mesh.coordinator.aeron;

import java.nio.file.Path;

/** Another coordinator that runs holds the directory. */
public final class DirectoryInUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DirectoryInUseException(final Path directory) {
        super("Another coordinator that runs keeps its state in " + directory.toAbsolutePath() + ".");
    }
}
