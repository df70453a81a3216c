package io.octarchy.tools.config;

import io.octarchy.mesh.config.ConfigException;
import io.octarchy.mesh.config.disk.EffectiveConfig;
import io.octarchy.mesh.config.disk.MeshConfigLoader;
import io.octarchy.tools.cli.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Settings for a command: of the file named, or of octarchy.conf in the working directory when there is one. */
public final class ConfigFiles {
    private ConfigFiles() {}

    /**
     * Load settings for a command.
     *
     * @param file null for the default one.
     * @throws CommandFailure with the code for configuration when anything is wrong.
     */
    public static EffectiveConfig load(final Path file) {
        final Path standard = Path.of(MeshConfigLoader.DEFAULT_FILE);
        final Optional<Path> chosen =
                file != null ? Optional.of(file) : Optional.of(standard).filter(Files::exists);
        try {
            return MeshConfigLoader.load(chosen, System.getProperties());
        } catch (final ConfigException e) {
            throw CommandFailure.of(e);
        }
    }
}
