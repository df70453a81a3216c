package io.octarchy.mesh.gateway;

import static io.octarchy.mesh.config.ConfigException.require;

import io.octarchy.mesh.config.MeshSettings;

/**
 * Bounds and times of a gateway.
 *
 * @param maxConnections clients; each may have many sessions.
 * @param maxSessions logged in or holding; an eighth more may be closing.
 * @param maxNodes members of the mesh remembered at once.
 * @param pendingInputs newest inputs kept of a session whose authority cannot take them now; older ones are dropped.
 * @param inputWindow how far a sequence may jump ahead of the newest taken.
 * @param sendsPerCycle sessions served in one duty cycle beside relaying.
 * @param retryNs from one SessionOpen, SessionClose or SessionResync to the next.
 * @param openTimeoutNs a login without an answer of any node ends so late.
 * @param silenceNs an authority that shows nothing for so long is taken to hold its breath.
 * @param holdTimeoutNs a session whose avatar does not come back for so long is closed.
 * @param closeTimeoutNs a closing session without an answer is forgotten so late.
 * @param leaseNs of nodes: a coordinator that is silent for longer leaves the whole world suspended.
 * @param clientTimeoutNs a client without a frame, or whose own stream is not connected, for so long is gone.
 */
public record GatewaySettings(
        int maxConnections,
        int maxSessions,
        int maxNodes,
        int pendingInputs,
        int inputWindow,
        int sendsPerCycle,
        long retryNs,
        long openTimeoutNs,
        long silenceNs,
        long holdTimeoutNs,
        long closeTimeoutNs,
        long leaseNs,
        long clientTimeoutNs) {
    private static final int MAX_SESSIONS = 1 << 20;

    public GatewaySettings {
        require(maxConnections >= 1 && maxConnections <= 65_536, "gateway.maxConnections", "not in 1..65536");
        require(maxSessions >= 1 && maxSessions <= MAX_SESSIONS, "gateway.maxSessions", "not in 1.." + MAX_SESSIONS);
        require(maxNodes >= 1 && maxNodes <= 65_536, "gateway.maxNodes", "not in 1..65536");
        require(pendingInputs >= 1 && pendingInputs <= 64, "gateway.pendingInputs", "not in 1..64");
        require(inputWindow >= pendingInputs, "gateway.inputWindow", "below gateway.pendingInputs");
        require(sendsPerCycle >= 1, "gateway.sendsPerCycle", "less than 1");
        require(retryNs >= 1_000_000, "gateway.retryNs", "less than 1 ms would flood the nodes");
        require(openTimeoutNs > retryNs, "gateway.openTimeoutNs", "no retry fits in: must exceed gateway.retryNs");
        require(silenceNs > 0 && silenceNs < holdTimeoutNs, "gateway.silenceNs", "not in 1..gateway.holdTimeoutNs");
        require(closeTimeoutNs > retryNs, "gateway.closeTimeoutNs", "no retry fits in: must exceed gateway.retryNs");
        require(leaseNs > 0, "gateway.leaseNs", "not above 0");
        require(clientTimeoutNs >= 1_000_000, "gateway.clientTimeoutNs", "less than 1 ms");
    }

    /** 8,192 sessions of 256 clients; retries every 100 ms; holds for 30 s; clients are gone after 10 s. */
    public static GatewaySettings defaults() {
        return of(MeshSettings.defaults());
    }

    /** Bounds of the mesh, defaults for the rest. */
    public static GatewaySettings of(final MeshSettings mesh) {
        return new GatewaySettings(
                256,
                mesh.limits().maxSessions(),
                mesh.limits().maxMembers(),
                4,
                4_096,
                256,
                100_000_000L,
                10_000_000_000L,
                1_000_000_000L,
                30_000_000_000L,
                30_000_000_000L,
                mesh.lease().leaseNs(),
                10_000_000_000L);
    }

    /** Slots of the session table: some more than may be logged in, for those that are closing. */
    int sessionSlots() {
        return maxSessions + maxSessions / 8 + 1;
    }
}
