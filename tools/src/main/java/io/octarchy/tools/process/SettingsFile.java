package io.octarchy.tools.process;

import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.config.disk.MeshConfigLoader;
import io.octarchy.mesh.config.disk.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** Settings of this process, written down for others. */
public final class SettingsFile {
    private SettingsFile() {}

    /** Write all of them, each whether it is a default or not. */
    public static Path write(final MeshSettings settings, final Path file) throws IOException {
        final StringBuilder text = new StringBuilder();
        for (final Setting setting :
                MeshConfigLoader.load(Optional.empty(), new Properties()).table()) {
            text.append(setting.key())
                    .append(" = ")
                    .append(setting.text(settings))
                    .append('\n');
        }
        return Files.writeString(file, text.toString());
    }
}
