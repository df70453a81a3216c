package io.octarchy.mesh.node;

import io.octarchy.mesh.api.Simulation;
import io.octarchy.mesh.authority.AuthorityContext;
import io.octarchy.mesh.authority.HandoverSource;
import io.octarchy.mesh.authority.StandbyCopies;
import io.octarchy.mesh.command.CommandBoxes;
import io.octarchy.mesh.command.CommandHost;
import io.octarchy.mesh.command.Commands;
import io.octarchy.mesh.config.CommandSettings;
import io.octarchy.mesh.directory.Directory;
import io.octarchy.mesh.directory.Homes;
import io.octarchy.replicator.slab.EntitySlab;

/** A node's part in commands, in joint operations and in finding entities. Made before the protocol, which carries the boxes; wired after it. */
final class CommandPost {
    /** Time in which a node tells homes once more what they should know. */
    private static final long REFRESH_NS = 10_000_000_000L;

    private final CommandSettings settings;
    private final CommandBoxes boxes;
    private final Leavers leavers;
    private final Homes homes;
    private Directory directory;
    private Commands commands;
    private Together together;

    CommandPost(final CommandSettings settings, final EntitySlab slab, final int maxMembers) {
        this.settings = settings;
        boxes = new CommandBoxes(slab.capacity(), settings);
        leavers = new Leavers(slab, boxes);
        homes = new Homes(maxMembers);
    }

    void wire(final long nowNs, final AuthorityContext context, final StandbyCopies copies, final CommandHost host) {
        homes.add(context.fencing().incarnation());
        directory = new Directory(
                nowNs,
                context.fencing(),
                context.lease(),
                context.table(),
                context.standby(),
                copies,
                homes,
                context.peers(),
                settings.maxLocations(),
                REFRESH_NS);
        commands = new Commands(nowNs, context, directory, boxes, host, settings);
    }

    /** Joint operations, which stand on handovers and territory. */
    void wireTogether(
            final World world,
            final AuthorityContext context,
            final Simulation game,
            final Territory territory,
            final Creations creations,
            final HandoverSource handovers,
            final Territory.Targets targets,
            final NodeCounters counters) {
        together = new Together(world, context, game, territory, creations, leavers, handovers, targets, counters);
        territory.pins(together::isPinned);
    }

    /** Epoch at which an entity was removed as far as is known here, 0 when it was not. */
    long removedEpoch(final long entity) {
        return directory.removedEpoch(entity);
    }

    Together together() {
        return together;
    }

    CommandBoxes boxes() {
        return boxes;
    }

    Leavers leavers() {
        return leavers;
    }

    Homes homes() {
        return homes;
    }

    Directory directory() {
        return directory;
    }

    Commands commands() {
        return commands;
    }

    int doWork(final long nowNs) {
        return commands.doWork(nowNs) + directory.doWork(nowNs) + together.doWork(nowNs);
    }
}
