package io.octarchy.mesh.coordinator;

import io.octarchy.codec.control.AdminOperation;
import io.octarchy.codec.control.Role;
import io.octarchy.mesh.coordinator.client.ControlProtocol;
import io.octarchy.mesh.coordinator.fleet.DecisionKind;
import io.octarchy.mesh.coordinator.fleet.DecisionLog;
import io.octarchy.mesh.coordinator.fleet.Orders;
import io.octarchy.mesh.coordinator.fleet.Scaler;
import io.octarchy.mesh.coordinator.map.Foundings;
import io.octarchy.mesh.coordinator.map.MapKeeper;
import io.octarchy.mesh.coordinator.map.MapPlanner;
import io.octarchy.mesh.coordinator.member.Member;
import io.octarchy.mesh.coordinator.member.Membership;
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
    private final Scaler scaler;
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
            final Scaler scaler) {
        this.membership = membership;
        this.keeper = keeper;
        this.foundings = foundings;
        this.takeover = takeover;
        this.planner = planner;
        this.orders = orders;
        this.log = log;
        this.scaler = scaler;
    }

    /** Was the last command accepted? */
    boolean accepted() {
        return accepted;
    }

    /** What was said to the last command. */
    String text() {
        return text;
    }

    void carryOut(final long logTimeNs, final AdminOperation operation, final int target) {
        switch (operation) {
            case STATUS -> answer(true, status(target));
            case ADD_NODE -> addNode(logTimeNs);
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

    private void kill(final long logTimeNs, final Member node) {
        final boolean ordered = orders.stop(logTimeNs, node, true);
        answer(ordered, ordered ? "ordered to kill " + node.name() : "no fleet provider is connected to kill it");
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
                && !takeover.isOpen()) {
            goes(logTimeNs, member);
            orders.stop(logTimeNs, member, false);
        }
    }

    private void goes(final long logTimeNs, final Member member) {
        membership.leave(member);
        log.add(logTimeNs, DecisionKind.LEFT, member.incarnation(), 0, 0, member.role() + " " + member.name());
    }

    /** A line per node, from an incarnation on, as many as fit; then where to go on. */
    private String status(final int from) {
        final StringBuilder lines = new StringBuilder(ControlProtocol.MAX_TEXT_LENGTH);
        lines.append("map ").append(keeper.version()).append(", fence ").append(takeover.fence());
        lines.append(takeover.isOpen() ? " open" : " closed").append(", stuck ").append(takeover.stuck());
        lines.append(takeover.isProtected() ? ", protected" : ", unprotected").append('\n');
        for (int i = 0; i < membership.count(); i++) {
            final Member member = membership.get(i);
            if (member.incarnation() >= from && member.isLiving()) {
                final String line = line(member);
                if (lines.length() + line.length() + 20 > ControlProtocol.MAX_TEXT_LENGTH) {
                    return lines.append("more from ")
                            .append(member.incarnation())
                            .toString();
                }
                lines.append(line);
            }
        }
        return lines.toString();
    }

    private String line(final Member member) {
        final String life = member.incarnation() + " " + member.role() + " " + member.name() + " " + member.state();
        return member.role() != Role.NODE
                ? life + "\n"
                : life + " entities " + member.report().entities() + " sessions "
                        + member.report().sessions() + " load " + member.cells().total() / 1000 + " of "
                        + scaler.capacity(member) / 1000 + " intervals "
                        + keeper.map().intervalsOf(member.incarnation()) + " standby " + member.standby() + "\n";
    }
}
