package io.octarchy.mesh.config;

import static io.octarchy.mesh.config.ConfigException.require;

/**
 * How a mesh is operated.
 *
 * @param coordinatorPort UDP port of a coordinator's member, and the four that follow.
 * @param gatewayPort UDP port at which clients reach a gateway; 0: any free one.
 * @param idleAvatarNs world time after which an avatar that no session has is removed; 0: it stays for ever.
 * @param hibernateAfterNs time without sessions after which a world whose nodes all have stores hibernates; 0: never.
 * @param mayKill do nodes die at an operator's command? Anybody who reaches the coordinator's port is an operator.
 */
public record OperationSettings(
        int coordinatorPort, int gatewayPort, long idleAvatarNs, long hibernateAfterNs, boolean mayKill) {
    private static final int MAX_PORT = 65_535;
    private static final int MORE_PORTS = 4;
    private static final long MIN_IDLE_NS = 1_000_000_000L;

    public OperationSettings {
        require(
                coordinatorPort >= 1 && coordinatorPort <= MAX_PORT - MORE_PORTS,
                "coordinator.port",
                coordinatorPort + " is not in 1.." + (MAX_PORT - MORE_PORTS));
        require(gatewayPort >= 0 && gatewayPort <= MAX_PORT, "gateway.port", gatewayPort + " is not in 0.." + MAX_PORT);
        require(idleAvatarNs >= 0, "gateway.idleAvatarNs", idleAvatarNs + " is less than 0");
        require(
                hibernateAfterNs == 0 || hibernateAfterNs >= MIN_IDLE_NS,
                "world.hibernateAfterNs",
                hibernateAfterNs + " is neither 0 nor at least " + MIN_IDLE_NS);
    }

    /** Ports 9000 to 9004 and 9100; five minutes; no hibernation; no killing. */
    public static OperationSettings defaults() {
        return new OperationSettings(9_000, 9_100, 300_000_000_000L, 0, false);
    }
}
