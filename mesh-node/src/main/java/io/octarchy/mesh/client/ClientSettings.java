package io.octarchy.mesh.client;

import static io.octarchy.mesh.config.ConfigException.require;

/**
 * Bounds and times of a client's connection.
 *
 * @param maxSessions of one connection.
 * @param inputHistory inputs whose intended time is remembered until a view shows them; a power of two.
 * @param retryNs from one unanswered Connect, Login or Logout to the next.
 * @param keepAliveNs from one Connect to the next once connected: it shows each side that the other is there.
 * @param loginTimeoutNs a login that gets nothing but "try later" ends so late.
 * @param gatewayTimeoutNs a gateway that says nothing for so long is gone.
 */
public record ClientSettings(
        int maxSessions, int inputHistory, long retryNs, long keepAliveNs, long loginTimeoutNs, long gatewayTimeoutNs) {
    public ClientSettings {
        require(maxSessions >= 1 && maxSessions <= 1 << 20, "client.maxSessions", "not in 1.." + (1 << 20));
        require(inputHistory >= 2 && Integer.bitCount(inputHistory) == 1, "client.inputHistory", "not a power of two");
        require(retryNs >= 1_000_000, "client.retryNs", "less than 1 ms would flood the gateway");
        require(keepAliveNs >= retryNs, "client.keepAliveNs", "below client.retryNs");
        require(loginTimeoutNs > retryNs, "client.loginTimeoutNs", "no retry fits in: must exceed client.retryNs");
        require(gatewayTimeoutNs > 2 * keepAliveNs, "client.gatewayTimeoutNs", "must exceed two client.keepAliveNs");
    }

    /** 4,096 sessions, 1,024 inputs (51 s at 20 a second), retries every 250 ms, time-outs of 30 and 10 s. */
    public static ClientSettings defaults() {
        return new ClientSettings(4_096, 1_024, 250_000_000L, 1_000_000_000L, 30_000_000_000L, 10_000_000_000L);
    }
}
