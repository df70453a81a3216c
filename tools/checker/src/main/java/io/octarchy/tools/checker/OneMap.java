package io.octarchy.tools.checker;

import java.util.Arrays;

/**
 * I8: all live nodes converge on one version of the map, and a version means the same to all. That a map tiles space is
 * proven where it is made; its checksum tells here that all hold that one.
 */
final class OneMap extends Invariant {
    private static final int VERSIONS = 4096;
    private static final long NONE = -1;

    private final NodeTable nodes;
    private final int boundTicks;
    private final long[] versions = new long[VERSIONS];
    private final long[] checksums = new long[VERSIONS];
    private final long[] firstSeen = new long[VERSIONS];
    private final long[] held = new long[NodeTable.MAX_NODES];
    private final boolean[] told = new boolean[NodeTable.MAX_NODES];
    private long newest = NONE;
    private long changes;

    OneMap(final NodeTable nodes, final CheckerSettings settings) {
        super("I8");
        this.nodes = nodes;
        boundTicks = settings.mapTicks();
        Arrays.fill(versions, NONE);
        Arrays.fill(held, NONE);
    }

    void onMapApplied(final int node, final long version, final long checksum, final long tick) {
        check();
        if (version < held[node]) {
            violated("node %d went back from map %d to %d", nodes.incarnation(node), held[node], version);
        }
        held[node] = version;
        told[node] = false;
        final int at = (int) (version & (VERSIONS - 1));
        if (versions[at] == version) {
            if (checksums[at] != checksum) {
                violated(
                        "map %d: node %d holds checksum %x, others %x (tick %d)",
                        version, nodes.incarnation(node), checksum, checksums[at], tick);
            }
        } else if (version > versions[at]) {
            versions[at] = version;
            checksums[at] = checksum;
            firstSeen[at] = nodes.isStarted() ? nodes.activeNow() : tick;
            changes++;
        }
        newest = Math.max(newest, version);
    }

    /** Map versions seen. */
    long changes() {
        return changes;
    }

    void sweep(final long now) {
        for (int node = 0; node < nodes.size(); node++) {
            if (held[node] == NONE || nodes.isGone(node) || nodes.isSuspended(node)) {
                continue;
            }
            check();
            if (held[node] < newest && !told[node]) {
                judge(node, now);
            }
        }
    }

    private void judge(final int node, final long now) {
        for (long version = Math.max(held[node] + 1, newest - VERSIONS + 1); version <= newest; version++) {
            final int at = (int) (version & (VERSIONS - 1));
            if (versions[at] == version) {
                final long since = Math.max(firstSeen[at], nodes.excusedUntil(node));
                if (now - since > boundTicks) {
                    told[node] = true;
                    violated(
                            "node %d still holds map %d, %d ticks after map %d",
                            nodes.incarnation(node), held[node], now - since, version);
                }
                return;
            }
        }
    }
}
