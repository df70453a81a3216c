package io.octarchy.mesh.command;

import io.octarchy.mesh.authority.AuthorityRole;
import io.octarchy.mesh.authority.AuthorityTable;
import io.octarchy.mesh.authority.Fencing;
import io.octarchy.mesh.authority.LeaseGuard;
import io.octarchy.mesh.authority.StandbyProgress;
import io.octarchy.mesh.config.CommandSettings;
import io.octarchy.mesh.directory.Directory;
import io.octarchy.replicator.slab.EntitySlab;

/** What both sides of commands share at one node. */
record CommandParts(
        Fencing fencing,
        LeaseGuard lease,
        AuthorityTable table,
        EntitySlab slab,
        StandbyProgress standby,
        Directory directory,
        CommandBoxes boxes,
        CommandInbox inbox,
        CommandPublisher publisher,
        CommandHost host,
        CommandSettings settings) {
    /** Nodes that a message may pass through. */
    static final int MAX_HOPS = 8;

    /** Repeats after which the home of an entity is asked where it is, though it seems to be known. */
    static final int REPEATS_BEFORE_ASKING = 2;

    /** Repeats come later and later, up to eight times the first interval. */
    private static final int MAX_BACKOFF_SHIFT = 3;

    long retryNs(final int sends) {
        return settings.retryNs() << Math.min(sends, MAX_BACKOFF_SHIFT);
    }

    /** Node to pass something on to that came here for an entity which is elsewhere, {@link Directory#UNKNOWN}: none. */
    int nextHop(final int source, final long entity, final int hops) {
        final int record = table.find(entity);
        if (record != AuthorityTable.MISSING && table.role(record) != AuthorityRole.NONE) {
            return Directory.UNKNOWN;
        }
        final int owner = directory.locate(entity);
        if (owner == Directory.UNKNOWN) {
            directory.ask(entity);
            return Directory.UNKNOWN;
        }
        directory.inform(source, entity);
        return owner == Directory.GONE || hops >= MAX_HOPS ? Directory.UNKNOWN : owner;
    }
}
