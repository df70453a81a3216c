package io.octarchy.tools.chaos;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What befalls processes and the network between them. */
enum FaultKind {
    /** A node's process is killed; another one is started a second later. */
    KILL(1_000, 1_000, true),
    /** A node's process stands still, well within its lease. */
    FREEZE_SHORT(500, 500, false),
    /** A node's process stands still for about as long as its lease: it may be declared dead or not. */
    FREEZE_3S(3_000, 3_000, true),
    /** A node's process stands still for longer than its lease: it is declared dead, and wakes as a zombie. */
    FREEZE_10S(10_000, 10_000, true),
    /** A node's media driver is killed; another one is started in its place a second later. */
    DRIVER(1_000, 1_000, true),
    /** Datagrams are lost everywhere. */
    LOSS(2_000, 5_000, false),
    /** Datagrams come twice everywhere. */
    DUPLICATION(2_000, 5_000, false),
    /** Datagrams are overtaken by up to four later ones everywhere. */
    REORDERING(2_000, 5_000, false),
    /** Two nodes do not reach each other; all others reach both. */
    PARTITION(500, 3_000, false),
    /** A node reaches nobody and is reached by nobody, for longer than its lease. */
    ISOLATION(8_000, 10_000, true),
    /** The coordinator's process stands still. */
    COORDINATOR_FREEZE(1_000, 1_000, false),
    /** The coordinator's process is killed and started again half a second later: it goes on from its log. */
    COORDINATOR_KILL(500, 500, false),
    /**
     * The member of the coordinator that leads is killed. It is started again only after the ten seconds around the kill, so
     * that the start of a process on the same machine is not taken for what the change of leaders costs.
     */
    LEADER_KILL(6_000, 6_000, false),
    /** The member that leads stands still until another one leads, and wakes as one of yesterday. */
    LEADER_FREEZE(2_000, 4_000, false),
    /** Each member of the coordinator is ended and started again, in turn, each when all take part. */
    COORDINATOR_ROLLING(0, 0, false),
    /** All members of the coordinator are killed, and started again after more than a lease. */
    COORDINATORS_DOWN(8_000, 8_000, false);

    private static final String DISK_FULL = "disk-full";

    private final long leastNs;
    private final long mostNs;
    private final boolean mayLoseNode;

    FaultKind(final long leastMs, final long mostMs, final boolean mayLoseNode) {
        leastNs = TimeUnit.MILLISECONDS.toNanos(leastMs);
        mostNs = TimeUnit.MILLISECONDS.toNanos(mostMs);
        this.mayLoseNode = mayLoseNode;
    }

    long leastNs() {
        return leastNs;
    }

    long mostNs() {
        return mostNs;
    }

    /** May it cost the mesh a node? */
    boolean mayLoseNode() {
        return mayLoseNode;
    }

    /** Does its end leave the coordinator's members to find together? */
    boolean changesLeaders() {
        return needsMembers() || this == COORDINATORS_DOWN;
    }

    /** Does it take a coordinator of several members? */
    boolean needsMembers() {
        return this == LEADER_KILL || this == LEADER_FREEZE || this == COORDINATOR_ROLLING;
    }

    /** As on the command line. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String labels() {
        return Arrays.stream(values()).map(FaultKind::label).collect(Collectors.joining(", "));
    }

    /**
     * Kinds by their labels.
     *
     * @param list {@code all}, or labels with commas between.
     * @param coordinators members of the coordinator.
     * @throws IllegalArgumentException for a label that is none, with what would be one, or that takes more members.
     */
    static List<FaultKind> parse(final String list, final int coordinators) {
        if (list.strip().equals("all")) {
            return Arrays.stream(values())
                    .filter(kind -> coordinators > 1 || !kind.needsMembers())
                    .toList();
        }
        final List<FaultKind> kinds = new ArrayList<>();
        for (final String label : list.split(",", -1)) {
            final FaultKind kind = of(label.strip());
            if (coordinators == 1 && kind.needsMembers()) {
                throw new IllegalArgumentException(
                        "--faults " + kind.label() + " takes a coordinator of three members: add --coordinators 3");
            }
            kinds.add(kind);
        }
        return kinds.stream().distinct().sorted().toList();
    }

    private static FaultKind of(final String label) {
        for (final FaultKind kind : values()) {
            if (kind.label().equals(label)) {
                return kind;
            }
        }
        if (label.equals(DISK_FULL)) {
            throw new IllegalArgumentException(
                    "--faults disk-full: a node keeps nothing on a disk yet, so that there is"
                            + " nothing to fill: leave it out; there are " + labels());
        }
        throw new IllegalArgumentException("--faults '" + label + "' is none of: all, " + labels());
    }
}
