package io.octarchy.tools.demo;

import io.octarchy.mesh.config.BalanceSettings;
import io.octarchy.mesh.config.CommandSettings;
import io.octarchy.mesh.config.ConfigException;
import io.octarchy.mesh.config.LimitSettings;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.tools.swarm.scenario.ScenarioKind;
import java.nio.file.Path;

/**
 * What a demo runs.
 *
 * @param nodes at the start; fixed but in rush-hour.
 * @param capacity load a node carries, in plain entities; 0: derived.
 * @param trace recorded movement, null: the built-in one.
 * @param processes is each node a process of its own?
 * @param killAtSeconds when one node is killed, below 0: never.
 */
public record DemoSettings(
        int nodes,
        int minNodes,
        int maxNodes,
        long capacity,
        int players,
        double seconds,
        ScenarioKind scenario,
        Path trace,
        double rate,
        boolean processes,
        double killAtSeconds,
        long seed,
        Path report) {
    /** Load of the entities that are no players. */
    private static final int OTHERS = 200;

    private static final double SHARE_FILLED = 0.75;
    private static final int MILLI = 1000;
    private static final int NODES = 4;

    /**
     * Settings as given on the command line: what is null was not. A rush hour begins with the fewest nodes, since nobody is
     * there yet; others begin and end with the same ones.
     */
    public static DemoSettings of(
            final Integer nodes,
            final Integer minNodes,
            final Integer maxNodes,
            final long capacity,
            final int players,
            final double seconds,
            final ScenarioKind scenario,
            final Path trace,
            final double rate,
            final boolean processes,
            final double killAtSeconds,
            final long seed,
            final Path report) {
        final boolean elastic = scenario == ScenarioKind.RUSH_HOUR;
        final int least = minNodes == null ? 1 : minNodes;
        final int start = nodes != null ? nodes : elastic ? least : NODES;
        final int most = maxNodes != null ? maxNodes : 2 * (nodes == null ? Math.max(NODES, least) : nodes);
        return new DemoSettings(
                start,
                elastic ? least : start,
                elastic ? most : start,
                capacity,
                players,
                seconds,
                scenario,
                trace,
                rate,
                processes,
                killAtSeconds,
                seed,
                report);
    }

    public DemoSettings {
        ConfigException.require(nodes >= 1 && nodes <= 32, "--nodes", nodes + " is not in 1..32");
        ConfigException.require(
                minNodes >= 1 && minNodes <= nodes && nodes <= maxNodes,
                "--min-nodes",
                "need 1 <= --min-nodes <= --nodes <= --max-nodes");
        ConfigException.require(players >= 1 && players <= 50_000, "--players", players + " is not in 1..50000");
        ConfigException.require(seconds > 0 && seconds <= 86_400, "--seconds", seconds + " is not in 0..86400");
        ConfigException.require(capacity >= 0, "--node-capacity", capacity + " is negative");
        ConfigException.require(rate > 0 && rate <= 60, "--rate", rate + " is not in 0..60");
    }

    /** Is the number of nodes left to the coordinator? */
    boolean isElastic() {
        return minNodes != maxNodes;
    }

    /** Nodes when all players are there: those at the start, or half of those allowed, so that there is room either way. */
    int fullNodes() {
        return Math.max(nodes, maxNodes / (isElastic() ? 2 : 1));
    }

    /** Load that a node carries: given, or such that all players fill three quarters of {@link #fullNodes()}. */
    long nodeCapacity() {
        return capacity > 0 ? capacity : Math.max(100, (long) ((players + OTHERS) / (fullNodes() * SHARE_FILLED)));
    }

    /** Settings of the mesh for this run. */
    public MeshSettings mesh(final MeshSettings base) {
        final BalanceSettings balance = base.balance();
        final LimitSettings limits = base.limits();
        final CommandSettings commands = base.commands();
        final int entities = Math.max(4096, Integer.highestOneBit(players * 2) * 2);
        return new MeshSettings(
                base.world(),
                base.lease(),
                base.handover(),
                base.view(),
                new LimitSettings(
                        Math.min(limits.maxEntities(), entities),
                        Math.min(limits.maxKnown(), entities * 2),
                        Math.min(limits.maxSessions(), Math.max(256, entities / 2)),
                        limits.maxMembers(),
                        limits.maxIntervals(),
                        limits.inputQueue(),
                        nodeCapacity() * MILLI),
                new CommandSettings(
                        commands.outbox(),
                        commands.senders(),
                        commands.maxLength(),
                        commands.inbox(),
                        Math.min(commands.maxLocations(), entities),
                        commands.retryNs()),
                new BalanceSettings(
                        balance.planNs(),
                        balance.trigger(),
                        balance.spawnAbove(),
                        balance.retireBelow(),
                        balance.dwellNs(),
                        isElastic() ? minNodes : nodes,
                        isElastic() ? maxNodes : nodes),
                base.operation(),
                base.store());
    }
}
