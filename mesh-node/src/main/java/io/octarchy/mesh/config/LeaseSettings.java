package io.octarchy.mesh.config;

import static io.octarchy.mesh.config.ConfigException.require;

/**
 * How long a node may rule without hearing from the coordinator (protocol rules 6, 7 and 16).
 *
 * @param leaseNs a lease, from the moment the node sent the renewal.
 * @param renewalNs from heartbeat to heartbeat.
 * @param marginNs what the coordinator waits beyond the lease before it declares a node dead, and the node stops short of it.
 * @param electionNs the longest election of a coordinator's leader and start of its term.
 */
public record LeaseSettings(long leaseNs, long renewalNs, long marginNs, long electionNs) {
    public LeaseSettings {
        require(renewalNs >= 10_000_000, "lease.renewalNs", renewalNs + " is less than 10 ms");
        require(marginNs >= 0, "lease.marginNs", marginNs + " is negative");
        require(
                leaseNs - renewalNs - marginNs > electionNs,
                "lease.leaseNs",
                leaseNs + " - renewal " + renewalNs + " - margin " + marginNs + " must exceed the election's "
                        + electionNs
                        + " ns, or every change of leader suspends all nodes (protocol rule 16): lengthen the lease");
    }

    /** 3 s, renewed every 250 ms. */
    public static LeaseSettings defaults() {
        return new LeaseSettings(3_000_000_000L, 250_000_000L, 200_000_000L, 1_500_000_000L);
    }
}
