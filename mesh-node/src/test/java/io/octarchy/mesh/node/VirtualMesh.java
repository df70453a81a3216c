package io.octarchy.mesh.node;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.codec.control.AdminEncoder;
import io.octarchy.codec.control.AdminOperation;
import io.octarchy.codec.control.MessageHeaderEncoder;
import io.octarchy.codec.control.Role;
import io.octarchy.mesh.api.Simulation;
import io.octarchy.mesh.command.CommandBoxes;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.coordinator.AdoptedWorld;
import io.octarchy.mesh.coordinator.CoordinatorCore;
import io.octarchy.mesh.coordinator.IngressAdapter;
import io.octarchy.mesh.coordinator.client.ControlAdapter;
import io.octarchy.mesh.coordinator.client.ControlPublisher;
import io.octarchy.mesh.coordinator.client.ListenerRelay;
import io.octarchy.mesh.coordinator.client.MembersReplica;
import io.octarchy.mesh.coordinator.state.StateReader;
import io.octarchy.mesh.coordinator.state.StateWriter;
import io.octarchy.mesh.event.NodeEvents;
import io.octarchy.mesh.store.MemoryStore;
import io.octarchy.mesh.store.StoreLink;
import io.octarchy.mesh.store.StoredLife;
import io.octarchy.replicator.frame.FrameChannel;
import io.octarchy.space.partition.SheddingPartitioner;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.agrona.concurrent.UnsafeBuffer;

/** A coordinator and nodes in one thread on virtual time, all of them the production cores. */
final class VirtualMesh {
    private static final long STEP_NS = 1_000_000L;
    private static final int TEMPLATE_ID = 2;

    /** A gateway that nodes know, and that hears nothing. */
    static final int GATEWAY = 999;

    final List<VirtualNode> nodes = new ArrayList<>();
    /** Gateways that are alive. */
    final Set<Integer> gateways = new TreeSet<>(Set.of(GATEWAY));

    /** Ways from the coordinator to who is no node, by session. */
    final Map<Long, QueueChannel> outsiders = new TreeMap<>();

    CoordinatorCore coordinator;
    private IngressAdapter ingress;
    private final MeshSettings settings;
    private final Random random;
    /** Probability that a message which must bear it is lost, and that it comes twice; they overtake each other, too. */
    double roughness;
    /** Do nodes that are added from now on have stores? */
    boolean withStores;

    long nowNs = 1_000_000_000L;
    private long nextTimerNs;

    VirtualMesh(final long seed, final MeshSettings settings) {
        random = new Random(seed);
        this.settings = settings;
        coordinator = newCoordinator();
        ingress = new IngressAdapter(coordinator);
    }

    private FrameChannel egress(final long session) {
        final VirtualNode node = node((int) session);
        return node == null ? outsiders.get(session) : node.fromCoordinator;
    }

    /** Somebody who is no node says something to the coordinator. */
    void ingress(final long session, final byte[] frame) {
        assertTrue(ingress.onFrame(nowNs, session, new UnsafeBuffer(frame), 0, frame.length));
    }

    private CoordinatorCore newCoordinator() {
        return new CoordinatorCore(settings, 1, new SheddingPartitioner(), this::egress);
    }

    /** The coordinator's process ends, and starts again from its log after a while. */
    void restartCoordinator() {
        final StateWriter saved = new StateWriter();
        coordinator.pass(saved);
        coordinator = newCoordinator();
        coordinator.pass(new StateReader(saved.buffer(), saved.length()));
        ingress = new IngressAdapter(coordinator);
        coordinator.onNewTerm(nowNs);
    }

    /** The coordinator starts in an empty directory. */
    void newMesh() {
        coordinator = newCoordinator();
        ingress = new IngressAdapter(coordinator);
    }

    /** The coordinator starts in a directory that was restored from a backup. */
    void adopt(final AdoptedWorld world) {
        newMesh();
        coordinator.adopt(world);
        coordinator.onNewTerm(nowNs);
    }

    /** An operator orders a backup. */
    void backup(final int number) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
        final AdminEncoder order = new AdminEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .correlation(number)
                .operation(AdminOperation.BACKUP)
                .target(number)
                .text("/backup");
        assertTrue(ingress.onFrame(nowNs, 0, buffer, 0, order.limit()));
    }

    /** A process with a store that was restored from a backup. */
    VirtualNode add(final Simulation game, final MemoryStore store) {
        final VirtualNode node = new VirtualNode(nodes.size() + 1, game, store, "node-" + (nodes.size() + 1));
        nodes.add(node);
        return node;
    }

    void kill(final VirtualNode node) {
        node.alive = false;
        node.store.onProcessDied();
    }

    /** A new process in the place of a dead one, with its store and its name. */
    VirtualNode reborn(final VirtualNode dead, final Simulation game) {
        final VirtualNode next = new VirtualNode(nodes.size() + 1, game, dead.store, dead.name);
        nodes.add(next);
        return next;
    }

    long latencyNs() {
        return 50_000 + random.nextInt(2_000_000);
    }

    boolean happens(final double probability) {
        return random.nextDouble() < probability;
    }

    VirtualNode add(final int walkers) {
        return add(new WalkerGame(walkers));
    }

    VirtualNode add(final Simulation game) {
        final VirtualNode node = new VirtualNode(nodes.size() + 1, game);
        nodes.add(node);
        return node;
    }

    /** A process whose node was declared dead has it join anew, as another node with the copies of the former. */
    VirtualNode rejoin(final VirtualNode former, final boolean withCopies) {
        former.alive = false;
        final VirtualNode next = new VirtualNode(nodes.size() + 1, new WalkerGame(0));
        if (withCopies) {
            next.core.remember(former.core.bequeath());
        }
        nodes.add(next);
        return next;
    }

    VirtualNode node(final int number) {
        return number >= 1 && number <= nodes.size() ? nodes.get(number - 1) : null;
    }

    VirtualNode byIncarnation(final int incarnation) {
        for (final VirtualNode node : nodes) {
            if (node.core.incarnation() == incarnation) {
                return node;
            }
        }
        return null;
    }

    void run(final long forNs) {
        final long endNs = nowNs + forNs;
        while (nowNs < endNs) {
            nowNs += STEP_NS;
            for (final VirtualNode node : nodes) {
                node.step();
            }
            if (nowNs >= nextTimerNs) {
                nextTimerNs = nowNs + 50_000_000L;
                coordinator.doWork(nowNs);
            }
        }
    }

    /** Ruled entities over all living nodes, entity to node; fails when two rule the same. */
    Map<Long, Integer> rulers() {
        final Map<Long, Integer> rulers = new LinkedHashMap<>();
        for (final VirtualNode node : nodes) {
            if (node.alive && !node.frozen) {
                node.ruled(rulers);
            }
        }
        return rulers;
    }

    final class VirtualNode implements MemberLinks {
        final int number;
        final QueueChannel toCoordinator = new QueueChannel(VirtualMesh.this);
        final QueueChannel fromCoordinator = new QueueChannel(VirtualMesh.this);
        final QueueChannel toGateway = new QueueChannel(VirtualMesh.this);
        final Map<Integer, QueueChannel> control = new LinkedHashMap<>();
        final Map<Integer, QueueChannel> bulk = new LinkedHashMap<>();
        private final ListenerRelay news = new ListenerRelay();
        final ControlAdapter coordinatorAdapter = new ControlAdapter(news);
        final NodeCore core;
        final EventTap tap = new EventTap();
        private final UnsafeBuffer in = new UnsafeBuffer(0, 0);
        /** The newest frame of each template that came from another node. */
        final Map<Integer, byte[]> samples = new TreeMap<>();
        /** The newest frame of each template that came from the coordinator. */
        final Map<Integer, byte[]> newsSamples = new TreeMap<>();

        final MemoryStore store;
        final String name;
        StoreLink link;
        StoredLife found;
        /** Frames that the store's medium takes in a millisecond. */
        int storeSpeed = 10_000;

        boolean alive = true;
        boolean frozen;

        VirtualNode(final int number, final Simulation game) {
            this(number, game, new MemoryStore(), "node-" + number);
        }

        VirtualNode(final int number, final Simulation game, final MemoryStore store, final String name) {
            this.number = number;
            this.store = store;
            this.name = name;
            core = new NodeCore(
                    new NodeSettings(settings, name, 1000L + number),
                    game,
                    this,
                    new ControlPublisher(toCoordinator),
                    news,
                    new NodeEvents(tap),
                    () -> -1,
                    () -> nowNs);
            if (withStores) {
                final StoredLife stored =
                        store.read(settings.limits().maxEntities(), CommandBoxes.maxLength(settings.commands()));
                if (!stored.isEmpty()) {
                    core.remember(stored);
                    found = stored;
                }
                link = store.open(stored);
                core.store(link);
            }
            core.onAddress(
                    nowNs, new NodeAddress(1, number * 10, number * 10 + 1, number * 10 + 2, "n" + number + ":1"));
        }

        void ruled(final Map<Long, Integer> rulers) {
            core.forEachRuled(entity -> {
                final Integer other = rulers.put(entity, number);
                if (other != null) {
                    throw new AssertionError("entity " + entity + " is ruled by " + other + " and " + number);
                }
            });
        }

        void step() {
            if (!alive || frozen) {
                return;
            }
            drain(toCoordinator, (bytes, at) -> {
                ingress.onFrame(nowNs, number, bytes, 0, bytes.capacity());
                return true;
            });
            drain(fromCoordinator, (bytes, at) -> {
                coordinatorAdapter.onFrame(nowNs, bytes, 0, bytes.capacity());
                newsSamples.put((int) bytes.getShort(TEMPLATE_ID, ByteOrder.LITTLE_ENDIAN), bytes.byteArray());
                return true;
            });
            for (final VirtualNode other : nodes) {
                if (other != this) {
                    receive(other.control.get(core.incarnation()));
                    receive(other.bulk.get(core.incarnation()));
                }
            }
            core.doWork(nowNs);
            store.doWork(storeSpeed);
        }

        private void receive(final QueueChannel channel) {
            if (channel != null) {
                drain(channel, (bytes, at) -> {
                    final boolean taken = core.onPeerFrame(nowNs, bytes, 0, bytes.capacity());
                    if (taken) {
                        samples.put((int) bytes.getShort(TEMPLATE_ID, ByteOrder.LITTLE_ENDIAN), bytes.byteArray());
                    }
                    return taken;
                });
            }
        }

        private interface Taker {
            boolean take(UnsafeBuffer bytes, long at);
        }

        private void drain(final QueueChannel channel, final Taker taker) {
            while (!channel.frames.isEmpty() && channel.frames.peek().arrivesNs() <= nowNs) {
                in.wrap(channel.frames.peek().bytes());
                if (!taker.take(in, nowNs)) {
                    return;
                }
                channel.frames.poll();
            }
        }

        @Override
        public void connect(final MembersReplica.Entry member) {
            if (member.role() == Role.NODE) {
                control.computeIfAbsent(member.incarnation(), i -> new QueueChannel(VirtualMesh.this));
                bulk.computeIfAbsent(member.incarnation(), i -> new QueueChannel(VirtualMesh.this));
            }
        }

        @Override
        public void disconnect(final int incarnation) {
            control.remove(incarnation);
            bulk.remove(incarnation);
        }

        @Override
        public FrameChannel control(final int incarnation) {
            return control.get(incarnation);
        }

        @Override
        public FrameChannel bulk(final int incarnation) {
            return bulk.get(incarnation);
        }

        @Override
        public FrameChannel session(final int incarnation) {
            return gateways.contains(incarnation) ? toGateway : null;
        }
    }

    static MeshSettings settings(final int minNodes) {
        final MeshSettings base = MeshSettings.defaults();
        return new MeshSettings(
                base.world(),
                base.lease(),
                base.handover(),
                base.view(),
                new io.octarchy.mesh.config.LimitSettings(2048, 4096, 256, 16, 1024, 8, 1_000_000),
                base.commands(),
                new io.octarchy.mesh.config.BalanceSettings(
                        1_000_000_000L, 1.10, 0.95, 0.05, 4_000_000_000L, minNodes, 8),
                base.operation(),
                base.store());
    }
}
