package io.octarchy.simulator.cast;

import io.octarchy.mesh.authority.FormerLife;
import io.octarchy.simulator.time.LocalClock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/** All processes of a simulated mesh: who is there, who comes, who goes. */
public final class Troupe {
    private static final int GATEWAY_HOST = 10;
    private static final int CLIENT_HOST = 20;
    private static final int NODE_HOST = 100;
    private static final double DRIFT_PPM = 20;

    private final Stage stage;
    private final SplittableRandom random;
    private final int roamers;
    private final IntConsumer ended;
    private final List<Actor> actors = new ArrayList<>();
    private final List<NodeProcess> nodes = new ArrayList<>();
    private final List<GatewayProcess> gateways = new ArrayList<>();
    private final List<ClientProcess> clients = new ArrayList<>();
    private final List<Player> players = new ArrayList<>();
    private int lives;

    /** @param ended told of the incarnation of each node that is gone, however it ended. */
    public Troupe(final Stage stage, final SplittableRandom random, final int roamers, final IntConsumer ended) {
        this.stage = stage;
        this.random = random;
        this.roamers = roamers;
        this.ended = ended;
    }

    public Stage stage() {
        return stage;
    }

    /** Processes that live, in the order in which they came. */
    public List<Actor> actors() {
        return actors;
    }

    public List<NodeProcess> nodes() {
        return nodes;
    }

    public List<GatewayProcess> gateways() {
        return gateways;
    }

    public List<ClientProcess> clients() {
        return clients;
    }

    public List<Player> players() {
        return players;
    }

    /** Start a node; no two lives have the same name. */
    public NodeProcess addNode(final long startNs) {
        return addNode(startNs, null);
    }

    /** A process whose node was declared dead goes on as a new node, with the copies of the former. */
    public NodeProcess rejoin(final NodeProcess over, final long startNs) {
        return addNode(startNs, over.core().bequeath());
    }

    private NodeProcess addNode(final long startNs, final FormerLife former) {
        lives++;
        final NodeProcess node = new NodeProcess(stage, "node-" + lives, NODE_HOST + lives, clock(), roamers, former);
        node.sleepUntil(startNs);
        nodes.add(node);
        actors.add(node);
        return node;
    }

    /** Start a gateway, and a process for its players. */
    public void addGateway() {
        final int number = gateways.size() + 1;
        final GatewayProcess gateway = new GatewayProcess(stage, "gateway-" + number, GATEWAY_HOST + number, clock());
        final ClientProcess client =
                new ClientProcess(stage, "client-" + number, CLIENT_HOST + number, clock(), gateway);
        gateways.add(gateway);
        clients.add(client);
        actors.add(gateway);
        actors.add(client);
    }

    public void addPlayer(final Player player) {
        players.add(player);
        clients.get(player.number() % clients.size()).add(player);
    }

    private LocalClock clock() {
        return new LocalClock(
                stage.network().nowNs(), random.nextLong(1L << 40), DRIFT_PPM * (2 * random.nextDouble() - 1));
    }

    /**
     * A node's process ends at once.
     *
     * @param withinNs of what it has sent, what arrives later than that is lost.
     */
    public void kill(final NodeProcess node, final long withinNs) {
        node.kill(stage.network().nowNs() + withinNs);
        nodes.remove(node);
        actors.remove(node);
        if (node.core().incarnation() != 0) {
            ended.accept(node.core().incarnation());
        }
    }

    /** Nodes that were declared dead or have drained end by themselves. */
    public List<NodeProcess> endOver() {
        List<NodeProcess> over = List.of();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            final NodeProcess node = nodes.get(i);
            if (node.isOver()) {
                over = new ArrayList<>(over);
                over.add(node);
                kill(node, Long.MAX_VALUE / 4);
            }
        }
        return over;
    }
}
