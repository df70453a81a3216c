package io.octarchy.mesh.coordinator.aeron;

import io.aeron.archive.Archive;
import io.aeron.archive.ArchiveThreadingMode;
import io.aeron.archive.client.AeronArchive;
import io.aeron.cluster.ClusterControl;
import io.aeron.cluster.ClusteredMediaDriver;
import io.aeron.cluster.ConsensusModule;
import io.aeron.cluster.ElectionState;
import io.aeron.cluster.NanosecondClusterClock;
import io.aeron.cluster.service.Cluster;
import io.aeron.cluster.service.ClusteredServiceContainer;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.octarchy.mesh.backup.disk.AdoptionFile;
import io.octarchy.mesh.coordinator.AdoptedWorld;
import io.octarchy.mesh.store.disk.StoreException;
import io.octarchy.replicator.aeron.MediaDrivers;
import io.octarchy.space.partition.SheddingPartitioner;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.agrona.CloseHelper;
import org.agrona.ErrorHandler;
import org.agrona.IoUtil;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * One member of the coordinator's cluster with its media driver, archive, consensus module and service: four threads that
 * back off when idle. Can be connected to a second or two after launch; a restart finds its state in the directory.
 */
public final class CoordinatorServer implements AutoCloseable {
    private static final int TERM_LENGTH = 256 * 1024;
    private static final int SEGMENT_LENGTH = 1024 * 1024;
    private static final int OWN_SESSIONS = 16;
    private static final int KEPT_ALONE = 2;
    private static final int KEPT_FOR_OTHERS = 144;
    private static final long MAX_PARK_NS = 500_000L;
    private static final long DRIVER_BYTES = 64L << 20;
    private static final long LOG_BYTES = 32L << 20;
    private static final String IPC = "aeron:ipc?term-length=64k";

    private final CoordinatorConfig config;
    private final CoordinatorService service;
    private final ClusteredMediaDriver driver;
    private final ClusteredServiceContainer container;
    private final DirectoryLock lock;
    private final AtomicBoolean terminated;

    private CoordinatorServer(
            final CoordinatorConfig config,
            final CoordinatorService service,
            final ClusteredMediaDriver driver,
            final ClusteredServiceContainer container,
            final DirectoryLock lock,
            final AtomicBoolean terminated) {
        this.config = config;
        this.service = service;
        this.driver = driver;
        this.container = container;
        this.lock = lock;
        this.terminated = terminated;
    }

    /** Launch with errors on standard error. */
    public static CoordinatorServer launch(final CoordinatorConfig config) {
        return launch(config, error -> System.err.println("coordinator: " + error));
    }

    /**
     * Launch. Returns at once; an election follows.
     *
     * @param errorHandler told of everything that goes wrong later; may be called by several threads.
     * @throws io.octarchy.replicator.aeron.LaunchException when a port is in use, or there is no room for its files.
     * @throws DirectoryInUseException when another coordinator that runs has the directory.
     */
    public static CoordinatorServer launch(final CoordinatorConfig config, final ErrorHandler errorHandler) {
        final DirectoryLock lock = DirectoryLock.take(config.directory());
        final AtomicBoolean terminated = new AtomicBoolean();
        ClusteredMediaDriver driver = null;
        try {
            final CoordinatorService service = new CoordinatorService(
                    config.settings(), config.world(), new SheddingPartitioner(), adopted(config));
            config.own().requireFree();
            MediaDrivers.requireRoom(config.aeronDirectory(), DRIVER_BYTES);
            MediaDrivers.requireRoom(config.directory(), LOG_BYTES);
            Files.createDirectories(marks(config));
            driver = ClusteredMediaDriver.launch(
                    driver(config, errorHandler),
                    archive(config, errorHandler),
                    consensus(config, errorHandler).terminationHook(() -> terminated.set(true)));
            final ClusteredServiceContainer container =
                    ClusteredServiceContainer.launch(new ClusteredServiceContainer.Context()
                            .aeronDirectoryName(config.aeronDirectory().toString())
                            .archiveContext(archiveClient(config))
                            .clusterDir(clusterDirectory(config))
                            .markFileDir(marks(config).toFile())
                            .idleStrategySupplier(idle())
                            .errorHandler(errorHandler)
                            .terminationHook(() -> terminated.set(true))
                            .clusteredService(service));
            return new CoordinatorServer(config, service, driver, container, lock, terminated);
        } catch (final IOException e) {
            lock.close();
            throw new UncheckedIOException(e);
        } catch (final RuntimeException e) {
            CloseHelper.quietCloseAll(driver, lock);
            IoUtil.delete(marks(config).toFile(), true);
            throw e;
        }
    }

    private static AdoptedWorld adopted(final CoordinatorConfig config) throws IOException {
        final AdoptedWorld adopted = AdoptionFile.read(config.directory());
        final int maxMembers = config.settings().limits().maxMembers();
        if (adopted != null
                && (adopted.world() != config.world() || adopted.lives().size() > maxMembers)) {
            throw new StoreException(
                    "The world in " + config.directory() + ", number " + adopted.world() + " with "
                            + adopted.lives().size() + " nodes, does not fit this coordinator's: number "
                            + config.world() + " with up to " + maxMembers + " nodes.",
                    "Raise limits.maxMembers, or name another --directory.");
        }
        return adopted;
    }

    /** Aeron's mark files live as long as the driver: those of a life that was killed must not hold up the next one. */
    private static Path marks(final CoordinatorConfig config) {
        return config.aeronDirectory().resolveSibling(config.aeronDirectory().getFileName() + "-marks");
    }

    private static Supplier<IdleStrategy> idle() {
        return () -> new BackoffIdleStrategy(1, 1, 1_000L, MAX_PARK_NS);
    }

    private static File clusterDirectory(final CoordinatorConfig config) {
        return config.directory().resolve("cluster").toFile();
    }

    private static MediaDriver.Context driver(final CoordinatorConfig config, final ErrorHandler errorHandler) {
        return new MediaDriver.Context()
                .aeronDirectoryName(config.aeronDirectory().toString())
                .threadingMode(ThreadingMode.SHARED)
                .sharedIdleStrategy(idle().get())
                .publicationTermBufferLength(TERM_LENGTH)
                .ipcTermBufferLength(TERM_LENGTH)
                .termBufferSparseFile(true)
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true)
                .errorHandler(errorHandler);
    }

    private static Archive.Context archive(final CoordinatorConfig config, final ErrorHandler errorHandler) {
        return new Archive.Context()
                .aeronDirectoryName(config.aeronDirectory().toString())
                .archiveDir(config.directory().resolve("archive").toFile())
                .markFileDir(marks(config).toFile())
                .controlChannel("aeron:udp?endpoint=" + config.own().host() + ":"
                        + config.own().archive())
                .localControlChannel(IPC)
                .replicationChannel("aeron:udp?endpoint=" + config.own().host() + ":0")
                .recordingEventsEnabled(false)
                .segmentFileLength(SEGMENT_LENGTH)
                .recordChecksum(new LogChecksum())
                .threadingMode(ArchiveThreadingMode.SHARED)
                .idleStrategySupplier(idle())
                .errorHandler(errorHandler);
    }

    private static AeronArchive.Context archiveClient(final CoordinatorConfig config) {
        return new AeronArchive.Context()
                .controlRequestChannel(IPC)
                .controlResponseChannel(IPC)
                .aeronDirectoryName(config.aeronDirectory().toString());
    }

    /**
     * A lone member elects itself at once whatever the timeouts; its long one only keeps it from electing itself anew when
     * the machine stalls. (Aeron wants the canvass to last twice as long.)
     */
    private static ConsensusModule.Context consensus(final CoordinatorConfig config, final ErrorHandler errorHandler) {
        final boolean alone = config.members().size() == 1;
        return new ConsensusModule.Context()
                .aeronDirectoryName(config.aeronDirectory().toString())
                .archiveContext(archiveClient(config))
                .clusterDir(clusterDirectory(config))
                .markFileDir(marks(config).toFile())
                .clusterMemberId(config.memberId())
                .clusterMembers(config.clusterMembers())
                .ingressChannel("aeron:udp")
                .logChannel("aeron:udp?term-length=" + TERM_LENGTH)
                .replicationChannel("aeron:udp?endpoint=" + config.own().host() + ":0")
                .clusterClock(new NanosecondClusterClock())
                .maxConcurrentSessions(config.settings().limits().maxMembers() + OWN_SESSIONS)
                .leaderHeartbeatIntervalNs(TimeUnit.MILLISECONDS.toNanos(100))
                .leaderHeartbeatTimeoutNs(TimeUnit.SECONDS.toNanos(alone ? 5 : 1))
                .electionTimeoutNs(TimeUnit.MILLISECONDS.toNanos(alone ? 200 : 500))
                .electionStatusIntervalNs(TimeUnit.MILLISECONDS.toNanos(50))
                .startupCanvassTimeoutNs(TimeUnit.SECONDS.toNanos(10))
                .sessionTimeoutNs(TimeUnit.SECONDS.toNanos(10))
                .idleStrategySupplier(idle())
                .errorHandler(errorHandler);
    }

    /** What {@link CoordinatorLink} connects to. */
    public String ingressEndpoints() {
        return config.ingressEndpoints();
    }

    /** Does this member lead? May be asked by any thread. */
    public boolean isLeader() {
        return service.isLeader();
    }

    /** Does this member follow a leader, up to date? It could lead next. May be asked by any thread. */
    public boolean isFollower() {
        final ConsensusModule.Context context = driver.consensusModule().context();
        return !context.electionStateCounter().isClosed()
                && ElectionState.get(context.electionStateCounter()) == ElectionState.CLOSED
                && Cluster.Role.get(context.clusterNodeRoleCounter()) == Cluster.Role.FOLLOWER;
    }

    /** Has it not ended by itself, after a fault that the error handler was told? May be asked by any thread. */
    public boolean isRunning() {
        return !terminated.get();
    }

    /** Snapshots taken in this life. May be asked by any thread. */
    public long snapshots() {
        return driver.consensusModule().context().snapshotCounter().get();
    }

    /** Messages taken so far, of this life. May be asked by any thread. */
    public long messages() {
        return service.messages();
    }

    /** Messages dropped as malformed so far, of this life. May be asked by any thread. */
    public long malformed() {
        return service.malformed();
    }

    /** Hash of the state when the last snapshot was written or read, 0: none. May be asked by any thread. */
    public long snapshotChecksum() {
        return service.snapshotChecksum();
    }

    /**
     * Have a snapshot taken by all members; only the leader can.
     *
     * @return was it begun?
     */
    public boolean takeSnapshot() {
        final AtomicCounter toggle =
                ClusterControl.findControlToggle(driver.mediaDriver().context().countersManager(), 0);
        return toggle != null && ClusterControl.ToggleState.SNAPSHOT.toggle(toggle);
    }

    /**
     * Delete log and snapshots that are too old. A lone member needs no more than its last snapshot; where there are others,
     * one that comes back after a while needs the log since it went. Waits for the archive.
     *
     * @return files and recordings deleted.
     */
    public long trim() {
        final int kept = config.members().size() == 1 ? KEPT_ALONE : KEPT_FOR_OTHERS;
        return new LogTrimmer(clusterDirectory(config), archiveClient(config), TERM_LENGTH, SEGMENT_LENGTH, kept)
                .trim();
    }

    @Override
    public void close() {
        CloseHelper.quietCloseAll(container, driver);
        IoUtil.delete(marks(config).toFile(), true);
        lock.close();
        if (config.deleteOnClose()) {
            IoUtil.delete(config.aeronDirectory().toFile(), true);
            IoUtil.delete(config.directory().toFile(), true);
        }
    }
}
