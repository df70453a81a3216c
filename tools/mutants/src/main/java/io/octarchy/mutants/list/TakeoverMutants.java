package io.octarchy.mutants.list;

import static io.octarchy.mutants.Mutant.of;
import static io.octarchy.mutants.code.Change.in;

import io.octarchy.mutants.Mutant;
import io.octarchy.mutants.code.Body;
import io.octarchy.mutants.code.Calls;
import io.octarchy.mutants.code.Jumps;
import java.util.List;

/** Rules 5 to 7, 9 to 14 and 19: leases, fences, what is granted and from what. */
final class TakeoverMutants {
    private static final String COORDINATOR = "mesh.coordinator.takeover.Takeover";
    private static final String FINDINGS = "mesh.coordinator.takeover.Findings";
    private static final String GRANTED = "mesh.authority.Takeover";
    private static final String MEMBERSHIP = "mesh.node.Membership";
    private static final String GATE = "mesh.node.PeerAdapter";
    private static final String PLANTED = "io.octarchy.mesh.authority.PlantedTakeover";

    private TakeoverMutants() {}

    static List<Mutant> all() {
        return List.of(
                of(
                        "takes-back-by-itself",
                        "12",
                        "a source in doubt takes back when it learns that its target is dead",
                        Faults.AIMED,
                        in(
                                "mesh.authority.FenceParticipant",
                                "enter",
                                1,
                                Calls.to("HandoverSource.onFenced").by(PLANTED, "takeBackNow"))),
                of(
                        "takes-back-after-the-flush",
                        "12",
                        "a source in doubt takes back when the takeover of its target is decided",
                        Faults.AIMED,
                        in(
                                MEMBERSHIP,
                                "onDecided",
                                1,
                                Calls.to("HandoverSource.onDecided").by(PLANTED, "takeBackDecided"))),
                of(
                        "reports-only-the-dead",
                        "10",
                        "a snapshot tells only of what dead nodes owned last",
                        Faults.CUT_OFF,
                        in(
                                "mesh.authority.FenceParticipant",
                                "answer",
                                1,
                                Calls.to("FrozenSnapshot.find").by(PLANTED, "findCandidate"))),
                of(
                        "answers-from-now",
                        "10",
                        "questions about a fence are answered from the present",
                        Faults.AIMED,
                        in(
                                "mesh.authority.FenceParticipant",
                                "answer",
                                1,
                                Calls.to("FrozenSnapshot.find").by(PLANTED, "findNow"))),
                of(
                        "fence-of-frames-ignored",
                        "5",
                        "a frame of a fence that is not entered yet is handled at once",
                        Faults.AIMED,
                        in(GATE, "onFrame", 1, Calls.to("Fencing.fence").give(Integer.MAX_VALUE))),
                of(
                        "any-claim-is-enough",
                        "12",
                        "a claim of somebody alive stops a grant, however old it is",
                        Faults.AIMED,
                        in(FINDINGS, "isRuled", 2, Jumps.at(1).never())),
                of(
                        "live-doubts-ignored",
                        "12",
                        "a doubt towards a living node is no claim",
                        Faults.AIMED,
                        in(FINDINGS, "take", 1, Calls.to("Membership.isLiving").give(0)),
                        // A target may let go of what it prepared, and need not: no bug, but a Commit may come later.
                        in(
                                "mesh.authority.HandoverTarget",
                                "doWork",
                                1,
                                Calls.to("HandoverTarget.close").skip())),
                of(
                        "live-claims-ignored",
                        "12",
                        "an entity with a living authority is granted all the same, to whoever told of a copy last",
                        Faults.AIMED,
                        in(FINDINGS, "isRuled", 1, Body.gives(0)),
                        in(FINDINGS, "isBetter", 1, Body.gives(1))),
                of(
                        "decides-without-all",
                        "11",
                        "a fence is decided when one node has acked it",
                        Faults.CRASHES,
                        in(
                                "mesh.coordinator.takeover.Responders",
                                "allAcked",
                                1,
                                Calls.to("Responder.acked").give(1)),
                        in(
                                "mesh.coordinator.takeover.Responders",
                                "haveAnswered",
                                1,
                                Calls.to("Responder.replied").give(1))),
                of(
                        "forgets-one-orphan",
                        "12",
                        "the first entity of a takeover is not granted",
                        Faults.CRASHES,
                        in(
                                "mesh.coordinator.takeover.Verdict",
                                "judge",
                                1,
                                Calls.to("Findings.grant")
                                        .by("io.octarchy.mesh.coordinator.takeover.PlantedVerdict", "grantButFirst"))),
                of(
                        "copies-ignored",
                        "21",
                        "what snapshots tell of copies is not taken",
                        Faults.CRASHES,
                        in(FINDINGS, "isBetter", 1, Body.gives(0))),
                of(
                        "any-copy-granted",
                        "21",
                        "of several copies the one that was told of last is granted",
                        Faults.AIMED,
                        in(FINDINGS, "isBetter", 1, Body.gives(1))),
                of(
                        "resurrects-the-removed",
                        "19",
                        "what was removed is granted from an older copy",
                        Faults.CRASHES,
                        in(FINDINGS, "isRemoved", 1, Body.gives(0))),
                of(
                        "removals-not-followed",
                        "19",
                        "a standby forgets what it is told of removals",
                        Faults.CRASHES,
                        in(
                                "mesh.authority.StandbyImage",
                                "readRemoved",
                                1,
                                Calls.to("Tombstones.tell").give(1))),
                of(
                        "resumes-at-the-copy",
                        "13",
                        "a granted entity goes on at the tick after its copy's",
                        Faults.CLOCKS,
                        in(GRANTED, "apply", 2, Calls.to("Math.max").only(0).by(PLANTED, "firstOf"))),
                of(
                        "grant-applied-twice",
                        "14",
                        "a repeated grant is applied again",
                        Faults.MIXED,
                        in(
                                GRANTED,
                                "apply",
                                1,
                                Calls.to("AuthorityTable.highestEpoch").give(0)),
                        in(
                                GRANTED,
                                "onGrants",
                                1,
                                Calls.to("Long2LongHashMap.get").give(0))),
                of(
                        "grant-acked-unapplied",
                        "14",
                        "grants that come without a lease are acked and dropped",
                        Faults.AIMED,
                        in(
                                MEMBERSHIP,
                                "onGrants",
                                1,
                                Calls.to("Takeover.onGrants").by(PLANTED, "ackAnyway"))),
                of(
                        "closed-before-delivered",
                        "14",
                        "a takeover is closed before its grants are acked",
                        Faults.MIXED,
                        in("mesh.coordinator.takeover.GrantBook", "isDelivered", 1, Body.gives(1)),
                        in(COORDINATOR, "isTaken", 1, Body.gives(1))),
                of(
                        "zombie-frames",
                        "9",
                        "frames of the dead are handled, and what they prepared stays",
                        Faults.CUT_OFF,
                        in(GATE, "onFrame", 1, Calls.to("Fencing.isDead").give(0)),
                        in(MEMBERSHIP, "onFence", 1, Calls.to("Peers.remove").skip()),
                        in(MEMBERSHIP, "follow", 1, Calls.to("Peers.remove").skip()),
                        in("mesh.authority.HandoverTarget", "onFenced", 1, Body.empty())),
                of(
                        "no-suspension",
                        "7",
                        "a node goes on when its lease is over",
                        Faults.ALL,
                        in(
                                "mesh.authority.LeaseGuard",
                                "isValid",
                                3,
                                Jumps.at(2).never()),
                        in("mesh.authority.LeaseGuard", "lastTick", 1, Body.gives(Long.MAX_VALUE / 2))));
    }
}
