package io.octarchy.mesh.coordinator;

import io.octarchy.codec.control.AdminOperation;
import io.octarchy.codec.control.Role;
import io.octarchy.mesh.coordinator.fleet.DecisionKind;
import io.octarchy.mesh.coordinator.fleet.DecisionLog;
import io.octarchy.mesh.coordinator.fleet.Orders;
import io.octarchy.mesh.coordinator.map.Foundings;
import io.octarchy.mesh.coordinator.map.MapKeeper;
import io.octarchy.mesh.coordinator.map.MapPlanner;
import io.octarchy.mesh.coordinator.member.Member;
import io.octarchy.mesh.coordinator.member.Membership;
import io.octarchy.mesh.coordinator.member.Standbys;
import io.octarchy.mesh.coordinator.takeover.Takeover;

/** What operators want, and members that wish to go. Each command is answered with a text. */
final class AdminDesk {
    private final Membership membership;
    private final MapKeeper keeper;
    private final Foundings foundings;
    private final Takeover takeover;
    private final MapPlanner planner;
    private final Orders orders;
    private final DecisionLog log;
    private final boolean mayKill;
    private final EgressPublisher publisher;
    private final Backups backups;
    private boolean accepted;
    private String text = "";

    AdminDesk(
            final Membership membership,
            final MapKeeper keeper,
            final Foundings foundings,
            final Takeover takeover,
            final MapPlanner planner,
            final Orders orders,
            final DecisionLog log,
            final boolean mayKill,
            final EgressPublisher publisher,
            final Backups backups) {
        this.membership = membership;
        this.keeper = keeper;
        this.foundings = foundings;
        this.takeover = takeover;
        this.planner = planner;
        this.orders = orders;
        this.log = log;
        this.mayKill = mayKill;
        this.publisher = publisher;
        this.backups = backups;
    }

    /** Was the last command accepted? */
    boolean accepted() {
        return accepted;
    }

    /** What was said to the last command. */
    String text() {
        return text;
    }

    /** @param words what the command bears beside its target. */
    void carryOut(final long logTimeNs, final AdminOperation operation, final int target, final String words) {
        switch (operation) {
            case ADD_NODE -> addNode(logTimeNs);
            case BACKUP -> {
                final String why = backups.order(logTimeNs, target, words, membership, takeover, foundings);
                answer(why == null, why == null ? "ordered" : why);
            }
            default -> {
                final Member node = membership.find(target);
                if (node == null || !node.isLivingNode()) {
                    answer(false, target + " is no living node; ask for the status to see which there are");
                } else {
                    carryOut(logTimeNs, operation, node);
                }
            }
        }
    }

    private void carryOut(final long logTimeNs, final AdminOperation operation, final Member node) {
        switch (operation) {
            case DRAIN -> drain(logTimeNs, node);
            case KILL -> kill(logTimeNs, node);
            case SPLIT -> move(planner.split(logTimeNs, node.incarnation()), "split");
            case MERGE -> move(planner.merge(logTimeNs, node.incarnation()), "merged");
            default -> answer(false, operation + " is unknown here");
        }
    }

    private void addNode(final long logTimeNs) {
        if (!orders.canStart(logTimeNs)) {
            answer(false, "no fleet provider is connected, or it pauses after a failure: start one, or see its log");
            return;
        }
        final long launch = orders.start(logTimeNs);
        log.add(logTimeNs, DecisionKind.SPAWN, 0, 0, launch, "an operator asked for one more node");
        answer(true, "ordered");
    }

    private void drain(final long logTimeNs, final Member node) {
        if (node.isDraining()) {
            answer(true, node.name() + " drains already");
        } else if (membership.stayingNodes() < 2) {
            answer(false, node.name() + " is the last node that stays: add another one first");
        } else {
            beginDrain(logTimeNs, node, "an operator asked for it");
            answer(true, node.name() + " drains");
        }
    }

    private void beginDrain(final long logTimeNs, final Member node, final String cause) {
        membership.drain(node);
        log.add(
                logTimeNs,
                DecisionKind.RETIRE,
                node.incarnation(),
                0,
                node.report().entities(),
                cause);
    }

    /** The node is told itself, and whoever started it as well, in case that it does not listen any more. */
    private void kill(final long logTimeNs, final Member node) {
        if (!mayKill) {
            answer(false, "operators may not kill here: set operator.mayKill = true and restart the coordinator");
            return;
        }
        node.condemn();
        publisher.halt(node);
        orders.stop(logTimeNs, node, true);
        answer(true, node.name() + " is told to die");
    }

    private void move(final boolean moved, final String verb) {
        answer(moved, moved ? verb + ", map version " + keeper.version() : "there is nothing to be " + verb);
    }

    private void answer(final boolean isAccepted, final String toSay) {
        accepted = isAccepted;
        text = toSay;
    }

    /** A member wishes to go. A node drains first, and goes when nothing is left on it. */
    void leave(final long logTimeNs, final Member member) {
        if (!member.isLiving()) {
            return;
        }
        if (member.role() != Role.NODE) {
            goes(logTimeNs, member);
        } else if (!member.isDraining()) {
            if (membership.stayingNodes() > 1) {
                beginDrain(logTimeNs, member, "it wishes to leave");
            }
        } else if (member.report().empty()
                && keeper.map().intervalsOf(member.incarnation()) == 0
                && foundings.owedBy(member.incarnation()) == Foundings.NONE
                && !takeover.isOpen()
                && !Standbys.isNeeded(membership, member)) {
            goes(logTimeNs, member);
            orders.stop(logTimeNs, member, false);
        }
    }

    private void goes(final long logTimeNs, final Member member) {
        membership.leave(member);
        log.add(logTimeNs, DecisionKind.LEFT, member.incarnation(), 0, 0, member.role() + " " + member.name());
    }
}
