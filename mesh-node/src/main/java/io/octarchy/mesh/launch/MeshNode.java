package io.octarchy.mesh.launch;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.octarchy.codec.event.LifeState;
import io.octarchy.mesh.api.Simulation;
import io.octarchy.mesh.authority.FormerLife;
import io.octarchy.mesh.command.CommandBoxes;
import io.octarchy.mesh.config.ConfigException;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.coordinator.aeron.CoordinatorLink;
import io.octarchy.mesh.event.NodeEvents;
import io.octarchy.mesh.event.disk.EventRing;
import io.octarchy.mesh.node.NodeSettings;
import io.octarchy.mesh.node.aeron.NodeAgent;
import io.octarchy.mesh.store.StoreProgress;
import io.octarchy.mesh.store.StoreReport;
import io.octarchy.mesh.store.disk.DiskStore;
import io.octarchy.replicator.aeron.AddressException;
import io.octarchy.replicator.aeron.AeronStreams;
import io.octarchy.replicator.aeron.MediaDrivers;
import io.octarchy.replicator.aeron.StreamSettings;
import io.octarchy.replicator.slab.EntitySlab;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.agrona.CloseHelper;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SystemNanoClock;

/**
 * A game node inside the process that links it: one thread that runs the game, and a media driver unless one is given.
 *
 * <pre>{@code
 * try (MeshNode node = MeshNode.launch(new MeshNode.Context()
 *         .coordinator("0=localhost:9000")
 *         .simulation(new MyGame()))) {
 *     ... // the game runs until the block ends
 * }
 * }</pre>
 */
public final class MeshNode implements AutoCloseable {
    private final MediaDriver ownDriver;
    private final Aeron aeron;
    private final EventRing ring;
    private final DiskStore store;
    private final NodeAgent agent;
    private final AgentRunner runner;
    private final Thread thread;

    /** What a node needs to start. Every value has a default but the coordinator's address and the game. */
    public static final class Context {
        private String aeronDirectory;
        private String coordinator;
        private String host = "localhost";
        private int port;
        private Simulation simulation;
        private MeshSettings settings = MeshSettings.defaults();
        private String name;
        private long launch;
        private Path driverDirectory;
        private Path eventRing;
        private Path storeDirectory;
        private FormerLife formerLife;
        private ErrorHandler errorHandler = Throwable::printStackTrace;
        private IdleStrategy idleStrategy;
        private Runnable onKill = () -> {
            throw new AgentTerminationException("killed by an operator");
        };

        /** Directory of a running media driver to share; without one the node starts its own. */
        public Context aeronDirectoryName(final String directory) {
            aeronDirectory = directory;
            return this;
        }

        /** Where the node's own media driver keeps its files, deleted at the end; a fresh place when not given. */
        public Context driverDirectory(final Path directory) {
            driverDirectory = directory;
            return this;
        }

        /** Addresses of the coordinator's members: {@code 0=host:port,1=host:port,2=host:port}. */
        public Context coordinator(final String ingressEndpoints) {
            coordinator = ingressEndpoints;
            return this;
        }

        /** Host at which the node receives and is reached. */
        public Context host(final String newHost) {
            host = newHost;
            return this;
        }

        /** UDP port, 0: any free one. */
        public Context port(final int newPort) {
            port = newPort;
            return this;
        }

        public Context simulation(final Simulation game) {
            simulation = game;
            return this;
        }

        public Context settings(final MeshSettings newSettings) {
            settings = newSettings;
            return this;
        }

        /** Unique among the living members; made up when not given. */
        public Context name(final String newName) {
            name = newName;
            return this;
        }

        /** Launch id that a provider was told; random when not given. */
        public Context launch(final long id) {
            launch = id;
            return this;
        }

        /** File that the node writes its events to, for observers; must not exist. None when not given. */
        public Context eventRing(final Path file) {
            eventRing = file;
            return this;
        }

        /**
         * Where the node keeps its state, so that a later process goes on from it; its own, and made when it is missing. The
         * node keeps nothing when this is not given, or null.
         */
        public Context storeDirectory(final Path directory) {
            storeDirectory = directory;
            return this;
        }

        private DiskStore openStore() {
            return storeDirectory == null
                    ? null
                    : DiskStore.open(
                            storeDirectory,
                            new DiskStore.Shape(
                                    EntitySlab.rowLength(simulation.stateLength()),
                                    CommandBoxes.maxLength(settings.commands()),
                                    settings.limits().maxEntities(),
                                    settings.store().maxEntities()),
                            errorHandler);
        }

        /**
         * What a former life of this process left ({@link MeshNode#formerLife()}): if the mesh has lost those entities
         * otherwise, they go on from these copies. None when not given, or null.
         */
        public Context formerLife(final FormerLife life) {
            formerLife = life;
            return this;
        }

        public Context errorHandler(final ErrorHandler handler) {
            errorHandler = handler;
            return this;
        }

        /**
         * What happens when an operator kills the node, in the node's thread; it does not return. By default the thread ends;
         * a process that is nothing but a node halts.
         */
        public Context onKill(final Runnable death) {
            onKill = death;
            return this;
        }

        public Context idleStrategy(final IdleStrategy strategy) {
            idleStrategy = strategy;
            return this;
        }

        private Path ownDriverDirectory() {
            return driverDirectory == null
                    ? RunDirectories.create("node", MediaDrivers.MIN_USABLE_BYTES)
                    : driverDirectory;
        }

        private void conclude() {
            if (coordinator == null) {
                throw new IllegalStateException("coordinator(...) is not set: where is the mesh to join?");
            }
            if (simulation == null) {
                throw new IllegalStateException("simulation(...) is not set: which game is the node to run?");
            }
            if (launch == 0) {
                launch = new SecureRandom().nextLong() >>> 1 | 1;
            }
            if (name == null) {
                name = "node-" + Long.toHexString(launch);
            }
            CoordinatorLink.requireEndpoints(coordinator);
            AddressException.requireFree(host, port, name);
            ConfigException.require(
                    eventRing == null || !Files.exists(eventRing),
                    "eventRing",
                    eventRing + " exists already: each node needs a file of its own");
            if (idleStrategy == null) {
                idleStrategy = new BackoffIdleStrategy(10, 20, 1_000, 200_000);
            }
        }
    }

    private MeshNode(final Context context, final DiskStore store) {
        this.store = store;
        final boolean shares = context.aeronDirectory != null;
        final String directory =
                shares ? context.aeronDirectory : context.ownDriverDirectory().toString();
        ownDriver = shares ? null : MediaDrivers.launchEmbedded(directory);
        aeron = MediaDrivers.connect(directory, context.errorHandler);
        ring = context.eventRing == null ? null : new EventRing(context.eventRing.toFile());
        agent = new NodeAgent(
                new NodeSettings(context.settings, context.name, context.launch),
                context.simulation,
                new AeronStreams(
                        aeron,
                        new StreamSettings(
                                context.host, null, context.port, MediaDrivers.MTU_LENGTH, MediaDrivers.TERM_LENGTH)),
                listener -> new CoordinatorLink(aeron, context.coordinator, context.host, context.errorHandler)
                        .listener(listener),
                new NodeEvents(ring == null ? NoEvents.INSTANCE : ring),
                SystemNanoClock.INSTANCE,
                context.onKill);
        if (store != null) {
            agent.store(store.link());
        }
        agent.remember(context.formerLife != null || store == null ? context.formerLife : store.found());
        runner = new AgentRunner(context.idleStrategy, context.errorHandler, null, agent);
        thread = AgentRunner.startOnThread(runner, task -> {
            final Thread newThread = new Thread(task, context.name);
            newThread.setDaemon(true);
            return newThread;
        });
    }

    /**
     * Start a node; it joins by itself.
     *
     * @throws ConfigException when a setting is wrong.
     * @throws io.octarchy.replicator.aeron.LaunchException when its port is in use, its host is none of this machine, or
     *     there is no room for its media driver: nothing is left behind then.
     */
    public static MeshNode launch(final Context context) {
        context.conclude();
        Preload.run(context.simulation.getClass());
        final DiskStore store = context.openStore();
        try {
            return new MeshNode(context, store);
        } catch (final RuntimeException e) {
            CloseHelper.quietClose(store);
            throw e;
        }
    }

    /** Where the node is in its life. */
    public LifeState life() {
        return agent.life();
    }

    /** This life's number in the mesh, 0 while it is no member. */
    public int incarnation() {
        return agent.incarnation();
    }

    /** Why the coordinator would not have this node, or null. */
    public String refusal() {
        return agent.refusal();
    }

    /** Has the node ended by itself: drained, declared dead, refused, or failed? */
    public boolean hasEnded() {
        return life() == LifeState.DRAINED || life() == LifeState.DECLARED_DEAD || refusal() != null || !isRunning();
    }

    /** Aeron closes the client of a process that stood still for ten seconds; nothing of the node can go on after that. */
    private boolean isRunning() {
        return thread.isAlive() && !aeron.isClosed();
    }

    /**
     * The copies that this node held, for its next life in the same process: give them to {@link Context#formerLife}. Call it
     * after {@link #close()}.
     *
     * @return null when it held none, or when its state is not whole.
     */
    public FormerLife formerLife() {
        return thread.isAlive() ? null : agent.bequeath();
    }

    /** File of its events, or null. */
    public File eventRing() {
        return ring == null ? null : ring.file();
    }

    /** What was found in its store, and what of it was offered to the mesh; null when there was nothing, or no store. */
    public StoreReport storeReport() {
        return store == null || store.found() == null ? null : store.found().report();
    }

    /** How its store fares, or null. */
    public StoreProgress storeProgress() {
        return store == null ? null : store.link().progress();
    }

    /** Why its store fails, or null. */
    public String storeProblem() {
        return store == null || !store.link().progress().isFailing() ? null : store.problem();
    }

    /** Hand over everything and leave: the node {@link #hasEnded()} when it is done, which the last node never is. */
    public void leave() {
        agent.leave();
    }

    /** Stop at once, without a word to anybody: to the mesh this is a crash, unless the node was drained before. */
    @Override
    public void close() {
        CloseHelper.closeAll(runner, aeron, ring, ownDriver, store);
    }
}
