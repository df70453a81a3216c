package io.octarchy.mutants.list;

import static io.octarchy.mutants.Mutant.of;
import static io.octarchy.mutants.code.Change.in;

import io.octarchy.mutants.Mutant;
import io.octarchy.mutants.code.Calls;
import io.octarchy.mutants.code.Jumps;
import java.util.List;

/** Rules 17, 18, 22 and 26, and I6 to I9: ticks, commands, ghosts, maps and clients. */
final class NodeMutants {
    private static final String TICKS = "mesh.node.TickRunner";
    private static final String COMMANDS = "mesh.command.CommandTarget";
    private static final String MAP = "mesh.coordinator.client.MapReplica";
    private static final String REGIONS = "space.region.RegionMap";
    private static final String PLANTED = "io.octarchy.mesh.node.PlantedNode";
    private static final String REPLICA = "replicator.view.Replica";
    private static final String GATEWAY = "mesh.gateway.NodeSide";

    private NodeMutants() {}

    static List<Mutant> all() {
        return List.of(
                of(
                        "command-applied-twice",
                        "22",
                        "a command that is repeated is applied again",
                        Faults.NONE,
                        in(COMMANDS, "take", 6, Jumps.at(2).always())),
                of(
                        "old-command-applied",
                        "22",
                        "a late copy of a command that was settled long ago is applied",
                        Faults.DISORDER,
                        in(COMMANDS, "isFresh", 4, Jumps.at(3).never())),
                of(
                        "command-order-ignored",
                        "22",
                        "a command is applied though one before it is missing",
                        Faults.DISORDER,
                        in(COMMANDS, "take", 6, Jumps.at(4).never())),
                of(
                        "command-not-repeated",
                        "22",
                        "a command is sent once",
                        Faults.DISORDER,
                        in(
                                "mesh.command.CommandSource",
                                "sendDue",
                                1,
                                Calls.to("CommandBoxes.commandsAtNs").give(Long.MAX_VALUE / 2))),
                of(
                        "tick-run-twice",
                        "17",
                        "a tick is run for entities that have run it",
                        Faults.LATE,
                        in(TICKS, "runAll", 4, Jumps.at(2).always())),
                of(
                        "tick-skipped",
                        "17",
                        "what arrives does not run the ticks that it missed",
                        Faults.LATE,
                        in(
                                "mesh.node.ActiveNode",
                                "doWork",
                                1,
                                Calls.to("NodeHost.catchUp").skip()),
                        in(TICKS, "freezeUpTo", 1, Calls.to("NodeEvents.frozen").skip())),
                of(
                        "fence-record-forgotten",
                        "18",
                        "an entity's highest epoch is forgotten with its row",
                        Faults.DISORDER,
                        in(
                                "mesh.node.World",
                                "drop",
                                1,
                                Calls.to("AuthorityTable.slot")
                                        .only(0)
                                        .by("io.octarchy.mesh.authority.PlantedStandby", "forget"))),
                of(
                        "ghost-fence-unchecked",
                        "3",
                        "state of a lower epoch is taken for a ghost",
                        Faults.DISORDER,
                        in("mesh.node.Ghosts", "passes", 8, Jumps.at(6).never())),
                of(
                        "ghosts-raise-no-fence",
                        "3",
                        "the epoch of accepted state is not remembered",
                        Faults.DISORDER,
                        in(
                                "mesh.node.Ghosts",
                                "onEnter",
                                1,
                                Calls.to("AuthorityTable.raise").skip())),
                of(
                        "ghosts-vanish-at-handover",
                        "I6",
                        "who sees an entity being handed on lets go of it at once",
                        Faults.NONE,
                        in(
                                "mesh.node.Ghosts",
                                "onLeave",
                                1,
                                Calls.to("World.ghostOwner").by(PLANTED, "dropGhost"))),
                of(
                        "view-gap-unnoticed",
                        "I6",
                        "views that stand on others which were lost are relayed, and shown",
                        Faults.DISORDER,
                        in(GATEWAY, "relay", 7, Jumps.at(0).always()),
                        in(
                                REPLICA,
                                "onView(JLio/octarchy/codec/client/ViewDecoder;I)I",
                                17,
                                Jumps.at(13).always()),
                        in(
                                REPLICA,
                                "delta",
                                1,
                                Calls.to("EntryDecoder.isAgainst").give(1))),
                of(
                        "map-delta-twice",
                        "I8",
                        "a delta of the map is merged again, over newer ones",
                        Faults.DISORDER,
                        in(MAP, "onMapDelta", 14, Jumps.at(2).never()),
                        in(MAP, "onMapDelta", 13, Jumps.at(0).never()),
                        in(REGIONS, "apply", 6, Jumps.at(5).never()),
                        in(REGIONS, "apply", 5, Jumps.at(0).never())),
                of(
                        "map-delta-incomplete",
                        "I8",
                        "the last interval of a delta is left out",
                        Faults.CRASHES,
                        in(REGIONS, "apply", 6, Jumps.at(5).never()),
                        in(REGIONS, "apply", 1, Calls.to("RegionDelta.edits").plus(-1))),
                of(
                        "gold-from-nothing",
                        "I5",
                        "who takes an entity over adds to what it holds",
                        Faults.NONE,
                        in(
                                "mesh.node.NodeHost",
                                "onGained",
                                1,
                                Calls.to("Simulation.onAuthorityGained").by(PLANTED, "enrich"))));
    }
}
