package io.octarchy.mutants.list;

import static io.octarchy.mutants.Mutant.of;
import static io.octarchy.mutants.code.Change.in;

import io.octarchy.mutants.Mutant;
import io.octarchy.mutants.code.Body;
import io.octarchy.mutants.code.Calls;
import io.octarchy.mutants.code.Fields;
import io.octarchy.mutants.code.Jumps;
import io.octarchy.mutants.code.Numbers;
import java.util.List;

/** Rules 3, 4, 8, 18, 20 and 23: two nodes that live. */
final class HandoverMutants {
    private static final String SOURCE = "mesh.authority.HandoverSource";
    private static final String TARGET = "mesh.authority.HandoverTarget";
    private static final String PLANTED = "io.octarchy.mesh.authority.PlantedHandover";

    private HandoverMutants() {}

    static List<Mutant> all() {
        return List.of(
                of(
                        "resume-too-low",
                        "8e",
                        "a refused source resumes at e, below the target's fence",
                        Faults.AIMED,
                        in(SOURCE, "resume", 1, Numbers.of(1L).become(-1))),
                of(
                        "no-refusal",
                        "8d",
                        "a Commit of a batch that was dropped is never answered",
                        Faults.AIMED,
                        in(
                                TARGET,
                                "refuseUnprepared",
                                1,
                                Calls.to("TargetBatches.take").skip()),
                        in(
                                TARGET,
                                "refuseUnprepared",
                                2,
                                Calls.to("TargetBatch.refuse").skip())),
                of(
                        "refuse-without-memory",
                        "8d",
                        "a refused Commit neither raises the fence nor closes the handover: a copy of it is applied",
                        Faults.STORMS,
                        in(
                                TARGET,
                                "refuseUnprepared",
                                1,
                                Calls.to("AuthorityTable.raise").skip()),
                        in(TARGET, "onCommit", 6, Jumps.at(5).never()),
                        in(
                                TARGET,
                                "onCommit",
                                1,
                                Calls.to("HandoverTarget.stage").by(PLANTED, "refuseOnce"))),
                of(
                        "committed-by-entity",
                        "8e",
                        "Committed ends the oldest doubt towards its sender, whichever handover it is about",
                        Faults.AIMED,
                        in(
                                SOURCE,
                                "onCommitted",
                                1,
                                Calls.to("HandoverSource.own").by(PLANTED, "anyInDoubt"))),
                of(
                        "epoch-not-raised",
                        "3",
                        "Commit hands on at the source's own epoch",
                        Faults.NONE,
                        in(SOURCE, "freeze", 1, Numbers.of(1L).become(0))),
                of(
                        "frozen-too-late",
                        "8c",
                        "the source goes on ruling after Commit has left",
                        Faults.NONE,
                        in(SOURCE, "freeze", 1, Numbers.of(2).become(1))),
                of(
                        "commit-run-twice",
                        "8d",
                        "the target runs the source's last tick again",
                        Faults.NONE,
                        in(TARGET, "apply", 1, Calls.to("EntitySlab.load").by(PLANTED, "loadATickBack"))),
                of(
                        "half-batch",
                        "20",
                        "the last entity of a batch is left out when the rest is applied",
                        Faults.NONE,
                        in(TARGET, "apply", 1, Fields.of("TargetBatch.size").by(PLANTED, "allButLast"))),
                of(
                        "batch-before-it-is-whole",
                        "20",
                        "a batch is applied when its first frame is there",
                        Faults.LATE,
                        in("mesh.authority.TargetBatch", "isComplete", 1, Body.gives(1)),
                        // Each entity goes in a frame of its own, as large ones do: no bug, but there is little to see
                        // else.
                        in(
                                "mesh.authority.HandoverPublisher",
                                "commit",
                                1,
                                Calls.to("FrameChannel.maxFrameLength").give(1))),
                of(
                        "commit-state-from-prepare",
                        "8c",
                        "the target keeps the row of its ghost instead of the row of the Commit",
                        Faults.NONE,
                        in(TARGET, "apply", 1, Calls.to("EntitySlab.load").by(PLANTED, "loadEpochOnly"))),
                of(
                        "lost-luggage",
                        "22",
                        "commands and their numbers stay behind in a handover",
                        Faults.NONE,
                        in(TARGET, "apply", 1, Calls.to("Luggage.decode").skip())),
                of(
                        "return-in-doubt",
                        "8f",
                        "who takes back what it has in doubt does not take its own Commit for applied",
                        Faults.AIMED,
                        in(
                                TARGET,
                                "apply",
                                1,
                                Calls.to("HandoverObserver.onDoubtOver").skip()),
                        in(
                                "mesh.node.Ghosts",
                                "onEnter",
                                1,
                                Calls.to("HandoverSource.onDoubtOver").skip())),
                of(
                        "removed-in-handover",
                        "8a",
                        "the game may remove what is being handed over, and the handover goes on",
                        Faults.NONE,
                        in(
                                "mesh.node.Spawner",
                                "removeNow",
                                1,
                                Calls.to("HandoverSource.cancel").skip())),
                of(
                        "handover-starts-twice",
                        "8a",
                        "an entity in a handover is offered to a second node",
                        Faults.NONE,
                        in(
                                "mesh.node.Territory",
                                "run",
                                1,
                                Calls.to("AuthorityTable.handover").give(0)),
                        in(
                                SOURCE,
                                "begin",
                                2,
                                Calls.to("AuthorityTable.handover").only(0).give(0))),
                of(
                        "kept-copy-dropped-at-committed",
                        "23",
                        "the source drops its copy as soon as the target has applied Commit",
                        Faults.CRASHES,
                        in(
                                SOURCE,
                                "dropReleased",
                                1,
                                Fields.of("SourceBatch.released").read(1))),
                of(
                        "released-at-once",
                        "23",
                        "the target releases the source before its standby has the entity",
                        Faults.CRASHES,
                        in(TARGET, "isReleasable", 1, Body.gives(1))),
                of(
                        "marks-ignored",
                        "22",
                        "Commit leaves before the standby has the last joint tick",
                        Faults.AIMED,
                        in(SOURCE, "marksAcked", 1, Body.gives(1))));
    }
}
