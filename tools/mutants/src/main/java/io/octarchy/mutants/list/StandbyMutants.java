package io.octarchy.mutants.list;

import static io.octarchy.mutants.Mutant.of;
import static io.octarchy.mutants.code.Change.in;

import io.octarchy.mutants.Mutant;
import io.octarchy.mutants.code.Body;
import io.octarchy.mutants.code.Calls;
import io.octarchy.mutants.code.Fields;
import io.octarchy.mutants.code.Jumps;
import java.util.List;

/** Rules 21 to 24: what the standby holds, and what waits for it. */
final class StandbyMutants {
    private static final String SENDER = "mesh.authority.StandbySender";
    private static final String PLANTED = "io.octarchy.mesh.authority.PlantedStandby";

    private StandbyMutants() {}

    static List<Mutant> all() {
        return List.of(
                of(
                        "doubt-leaves-the-frames",
                        "21",
                        "what is in doubt is not in the standby's frames, nor kept",
                        Faults.AIMED,
                        in(
                                SENDER,
                                "isFollowed",
                                1,
                                Calls.to("AuthorityTable.role").by(PLANTED, "ruledOnly"))),
                of(
                        "torn-frames",
                        "21",
                        "a standby takes each part of a frame for a whole one",
                        Faults.CRASHES,
                        in(
                                "mesh.authority.StandbyImage",
                                "onChunk",
                                7,
                                Jumps.at(6).never())),
                of(
                        "ack-before-apply",
                        "21",
                        "a standby acks frames that it does not have yet",
                        Faults.CRASHES,
                        in(
                                "mesh.node.StandbyAcks",
                                "send",
                                1,
                                Calls.to("StandbyImage.frame").plus(20)),
                        in(
                                "mesh.node.StandbyAcks",
                                "send",
                                1,
                                Calls.to("StandbyImage.tick").plus(20)),
                        in(SENDER, "onAck", 4, Jumps.at(3).never())),
                of(
                        "rows-conflated-singly",
                        "21",
                        "entities are conflated singly: a row is replaced in every sixteenth frame only",
                        Faults.CRASHES,
                        in(
                                "mesh.authority.StandbyTable",
                                "add",
                                1,
                                Calls.to("UnsafeBuffer.putBytes").by(PLANTED, "putSeldom"))),
                of(
                        "new-standby-counts-at-once",
                        "22",
                        "what the former standby acked counts for the new one",
                        Faults.AIMED,
                        in(
                                SENDER,
                                "standby(I)V",
                                1,
                                Fields.of("StandbySender.ackedFrame").keep()),
                        in(
                                SENDER,
                                "standby(I)V",
                                1,
                                Fields.of("StandbySender.ackedTick").keep())),
                of(
                        "output-unbounded",
                        "24",
                        "ticks are shown before any standby has them",
                        Faults.CRASHES,
                        in("mesh.node.Output", "mayShow(J)Z", 1, Body.gives(1)),
                        in("mesh.node.Output", "mayShow(II)Z", 1, Body.gives(1))),
                of(
                        "shown-by-node",
                        "24",
                        "what has just arrived is shown as far as all else of its node",
                        Faults.AIMED,
                        in("mesh.node.Output", "mayShow(II)Z", 1, Body.gives(1))),
                of(
                        "commands-leave-at-once",
                        "22",
                        "a command leaves before the standby has it",
                        Faults.AIMED,
                        in(
                                "mesh.command.CommandSource",
                                "sendDue",
                                1,
                                Calls.to("StandbyProgress.isSafe").give(1))),
                of(
                        "answers-leave-at-once",
                        "22",
                        "a command is answered before the standby has its effect",
                        Faults.AIMED,
                        in(
                                "mesh.command.CommandTarget",
                                "answerDue",
                                1,
                                Calls.to("StandbyProgress.isSafe").give(1))),
                of(
                        "trades-do-not-mark",
                        "22",
                        "a joint tick does not hold back a Commit",
                        Faults.AIMED,
                        in(
                                "mesh.node.TickRunner",
                                "mark",
                                1,
                                Calls.to("AuthorityTable.markFrame").skip()),
                        in(
                                "mesh.command.Commands",
                                "send",
                                2,
                                Calls.to("AuthorityTable.markFrame").skip()),
                        in(
                                "mesh.node.Together",
                                "run",
                                2,
                                Calls.to("AuthorityTable.markFrame").skip())),
                of(
                        "created-at-once",
                        "23",
                        "an entity counts as created before the standby has it",
                        Faults.AIMED,
                        in(
                                "mesh.node.Creations",
                                "doWork",
                                1,
                                Calls.to("StandbyProgress.isSafe").give(1))),
                of(
                        "removed-at-once",
                        "19",
                        "an entity counts as removed before the standby knows",
                        Faults.AIMED,
                        in(
                                "mesh.node.Creations",
                                "tellRemovals",
                                1,
                                Calls.to("StandbyProgress.isSafe").give(1)),
                        in("mesh.authority.Removals", "isFirstSettled", 1, Body.gives(1))));
    }
}
