package io.octarchy.mesh.backup.disk;

import io.octarchy.mesh.coordinator.AdoptedWorld;
import io.octarchy.mesh.store.disk.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** In a coordinator's directory: the world that it begins with, as long as it has no snapshot of its own. */
public final class AdoptionFile {
    static final String FILE = "adopted-world";
    private static final String WHAT = "octarchy adopted world";
    private static final int FORMAT = 1;

    private AdoptionFile() {}

    static void write(final Path directory, final AdoptedWorld world) throws IOException {
        final SealedText text = SealedText.of(directory.resolve(FILE), WHAT, FORMAT)
                .add("world", world.world())
                .add("mesh", world.mesh())
                .add("tick", world.image())
                .add("fence", world.fence())
                .add("first incarnation", world.firstIncarnation());
        for (final AdoptedWorld.Life life : world.lives()) {
            text.add("life", life.entities() + " " + life.name());
        }
        text.write();
    }

    /**
     * The world in a coordinator's directory.
     *
     * @return null when there is none: it began by itself.
     * @throws StoreException when it is damaged, or of a newer release.
     */
    public static AdoptedWorld read(final Path directory) throws IOException {
        final Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return null;
        }
        final SealedText text = SealedText.read(file, WHAT, FORMAT);
        final List<AdoptedWorld.Life> lives = new ArrayList<>();
        for (final String line : text.all("life")) {
            final int gap = Math.max(0, line.indexOf(' '));
            lives.add(
                    new AdoptedWorld.Life(line.substring(gap + 1), (int) text.number("life", line.substring(0, gap))));
        }
        return new AdoptedWorld(
                text.number("mesh"),
                (int) text.number("world"),
                text.number("tick"),
                (int) text.number("fence"),
                (int) text.number("first incarnation"),
                lives);
    }
}
