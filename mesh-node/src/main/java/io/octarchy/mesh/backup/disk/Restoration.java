package io.octarchy.mesh.backup.disk;

import io.octarchy.mesh.coordinator.AdoptedWorld;
import io.octarchy.mesh.store.StoredPart;
import io.octarchy.mesh.store.WorldShares;
import io.octarchy.mesh.store.disk.DiskStore;
import io.octarchy.mesh.store.disk.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.agrona.IoUtil;

/**
 * Makes the directories of a new mesh out of a backup: stores of nodes, as many as are wanted, and those of the
 * coordinator's members. All that may go wrong by itself is found before the first of them is made; whatever goes wrong
 * after that, none is left.
 */
public final class Restoration {
    private final Path from;
    private final List<Path> coordinators;
    private final List<Path> stores;
    private final int maxEntities;
    private final int records;

    /**
     * @param from directory of the backup.
     * @param coordinators directories to be made, one for each member of the coordinator's cluster.
     * @param stores directories to be made, one for each node.
     * @param maxEntities that a node rules at most.
     * @param records that a store has room for at first.
     */
    public Restoration(
            final Path from,
            final List<Path> coordinators,
            final List<Path> stores,
            final int maxEntities,
            final int records) {
        this.from = from.toAbsolutePath().normalize();
        this.coordinators = absolute(coordinators);
        this.stores = absolute(stores);
        this.maxEntities = maxEntities;
        this.records = records;
    }

    /** What was made. */
    public record Outcome(BackupManifest backup, AdoptedWorld world) {
        /** Entities in all stores. */
        public int entities() {
            return world.lives().stream().mapToInt(AdoptedWorld.Life::entities).sum();
        }
    }

    private static List<Path> absolute(final List<Path> paths) {
        return paths.stream().map(path -> path.toAbsolutePath().normalize()).toList();
    }

    /**
     * Do it.
     *
     * @param mesh of the new mesh: differs from that of every other one.
     * @throws StoreException when the backup cannot be used, or a directory is in use or not empty.
     */
    public Outcome run(final long mesh) throws IOException {
        final List<Path> targets = new ArrayList<>(stores);
        targets.addAll(coordinators);
        for (final Path target : targets) {
            requireFree(target);
        }
        if (new HashSet<>(targets).size() < targets.size()) {
            throw new StoreException("A directory is named twice.", "Name another directory for each.");
        }
        final BackupManifest manifest = BackupManifest.read(from);
        final WorldShares shares = new WorldShares(BackupDirectory.parts(from, manifest));
        if (shares.entities() > (long) maxEntities * stores.size()) {
            throw new StoreException(
                    "The backup has " + shares.entities() + " entities, more than " + stores.size()
                            + " nodes of limits.maxEntities " + maxEntities + " can rule.",
                    "Name more directories by --store, one for each node.");
        }
        final List<StoredPart> parts = shares.dealTo(stores.size(), mesh, manifest.nextIncarnation());
        final List<AdoptedWorld.Life> lives = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            lives.add(
                    new AdoptedWorld.Life(stores.get(i).getFileName().toString(), BackupDirectory.ruled(parts.get(i))));
        }
        final AdoptedWorld world = new AdoptedWorld(
                mesh,
                manifest.world(),
                manifest.image(),
                Math.max(manifest.fence(), shares.newestFence()),
                manifest.nextIncarnation(),
                lives);
        write(targets, parts, world);
        return new Outcome(manifest, world);
    }

    private void write(final List<Path> targets, final List<StoredPart> parts, final AdoptedWorld world)
            throws IOException {
        boolean good = false;
        try {
            for (int i = 0; i < parts.size(); i++) {
                DiskStore.write(stores.get(i), parts.get(i), records);
            }
            for (final Path coordinator : coordinators) {
                Files.createDirectories(coordinator);
                AdoptionFile.write(coordinator, world);
            }
            good = true;
        } finally {
            if (!good) {
                targets.forEach(target -> IoUtil.delete(target.toFile(), true));
            }
        }
    }

    private static void requireFree(final Path target) throws IOException {
        if (Files.exists(target) && !Files.isDirectory(target)) {
            throw new StoreException(target + " is no directory.", "Name another one; nothing was changed.");
        }
        if (BackupDirectory.isEmpty(target)) {
            return;
        }
        if (isLocked(target.resolve("lock"))) {
            throw new StoreException(
                    "A process that runs has " + target + " (fuser " + target.resolve("lock") + " names it).",
                    "Name another directory; or end that process, and move its directory away. Nothing was changed.");
        }
        throw new StoreException(
                target + " is not empty.", "Name a new directory, or move that one away; nothing was changed.");
    }

    private static boolean isLocked(final Path lock) throws IOException {
        if (!Files.isRegularFile(lock)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            return channel.tryLock() == null;
        } catch (final OverlappingFileLockException e) {
            return true;
        }
    }
}
