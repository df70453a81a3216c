package io.octarchy.mesh.coordinator;

import io.octarchy.codec.control.JoinDecoder;
import io.octarchy.codec.control.JoinStatus;
import io.octarchy.codec.control.Role;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.coordinator.client.ControlProtocol;
import io.octarchy.mesh.coordinator.fleet.DecisionKind;
import io.octarchy.mesh.coordinator.fleet.DecisionLog;
import io.octarchy.mesh.coordinator.fleet.Orders;
import io.octarchy.mesh.coordinator.member.Member;
import io.octarchy.mesh.coordinator.member.MemberCard;
import io.octarchy.mesh.coordinator.member.Membership;
import io.octarchy.mesh.coordinator.member.TickMap;
import io.octarchy.mesh.coordinator.takeover.Takeover;

/** Who may become a member, and what those are told who may not. */
final class JoinDesk {
    private final MeshSettings settings;
    private final int world;
    private final TickMap ticks;
    private final Membership membership;
    private final Mortality mortality;
    private final Takeover takeover;
    private final Orders orders;
    private final DecisionLog log;
    private final EgressPublisher publisher;

    JoinDesk(
            final MeshSettings settings,
            final int world,
            final TickMap ticks,
            final Membership membership,
            final Mortality mortality,
            final Takeover takeover,
            final Orders orders,
            final DecisionLog log,
            final EgressPublisher publisher) {
        this.settings = settings;
        this.world = world;
        this.ticks = ticks;
        this.membership = membership;
        this.mortality = mortality;
        this.takeover = takeover;
        this.orders = orders;
        this.log = log;
        this.publisher = publisher;
    }

    /** Somebody asks to join; it may ask again for want of the answer. @return is it a member now? */
    boolean take(final long logTimeNs, final long session, final JoinDecoder join) {
        final long correlation = join.correlation();
        if (join.protocolVersion() != ControlProtocol.VERSION) {
            refuse(
                    session,
                    correlation,
                    JoinStatus.VERSION,
                    "this mesh speaks protocol version "
                            + ControlProtocol.VERSION + ", you speak " + join.protocolVersion()
                            + ": run the same release of Octarchy everywhere");
            return false;
        }
        final MemberCard card = MemberCard.of(join);
        Member member = membership.livingOfLaunch(card.launch(), card.role());
        if (member != null && !member.card().equals(card) && mortality.isReplaced(logTimeNs, member)) {
            member = null;
        } else if (member != null && !member.card().equals(card)) {
            refuseIdentity(
                    session, correlation, "launch id " + card.launch(), member, "give it a launch id of its own");
            return false;
        }
        final long formerMesh = join.formerMesh();
        if (formerMesh != 0 && formerMesh != mesh(logTimeNs)) {
            refuse(
                    session,
                    correlation,
                    JoinStatus.MESH,
                    "what this node kept is of another mesh, " + formerMesh + ", and this one is " + mesh(logTimeNs)
                            + ": nothing of it was touched; name another store directory, or the coordinator's former one");
            return false;
        }
        if (member == null) {
            if (formerMesh != 0) {
                replace(logTimeNs, join.former());
            }
            final Member namesake = membership.livingNamed(card.name());
            if (namesake != null && !mortality.isReplaced(logTimeNs, namesake)) {
                refuseIdentity(session, correlation, "name '" + card.name() + "'", namesake, "choose another name");
                return false;
            }
            if (!membership.hasRoom()) {
                refuse(
                        session,
                        correlation,
                        JoinStatus.FULL,
                        "the mesh has its "
                                + settings.limits().maxMembers()
                                + " members (limits.maxMembers): stop one, or raise the limit and restart the coordinator");
                return false;
            }
            member = admit(logTimeNs, session, card, join.former());
        }
        member.session(session);
        publisher.joined(
                session,
                correlation,
                JoinStatus.OK,
                member.incarnation(),
                takeover.decided(),
                member.former(),
                world,
                settings,
                ticks,
                cutFor(member),
                "");
        return true;
    }

    /**
     * The store of a life, or its memory, is in the hands of a new one: it cannot be alive, nor can be who went on from it and
     * had the same store.
     */
    private void replace(final long logTimeNs, final int former) {
        for (int i = 0; i < membership.count(); i++) {
            final Member life = membership.get(i);
            if (life.isLivingNode() && (life.incarnation() == former || membership.isHeir(life, former))) {
                mortality.replace(logTimeNs, life);
            }
        }
    }

    /** Which mesh this is: the time at which it began, which is when the first member comes. */
    private long mesh(final long logTimeNs) {
        ticks.start(logTimeNs);
        return ticks.mesh();
    }

    private long cutFor(final Member member) {
        final Member former = membership.find(member.former());
        return former == null ? 0 : former.cut();
    }

    private void refuse(final long session, final long correlation, final JoinStatus status, final String text) {
        publisher.joined(session, correlation, status, 0, 0, 0, world, settings, ticks, 0, text);
    }

    private void refuseIdentity(
            final long session, final long correlation, final String what, final Member owner, final String remedy) {
        refuse(
                session,
                correlation,
                JoinStatus.IDENTITY,
                "the " + what + " belongs to member " + owner.incarnation() + " at "
                        + owner.card().endpoint() + ", which is alive: " + remedy + ", or wait "
                        + mortality.expiryNs() / 1_000_000 + " ms for its lease to end if it crashed");
    }

    private Member admit(final long logTimeNs, final long session, final MemberCard card, final int former) {
        ticks.start(logTimeNs);
        final Member member = membership.add(card, session, takeover.decided());
        member.renew(logTimeNs, 0);
        log.add(
                logTimeNs,
                DecisionKind.JOINED,
                member.incarnation(),
                0,
                0,
                card.role() + " " + card.name() + " at " + card.endpoint());
        if (card.role() == Role.NODE) {
            member.origin(former);
            takeover.onNodeJoined(logTimeNs, member);
            if (takeover.onFormerLife(logTimeNs, member, former)) {
                final String what = card.name() + " holds the copies of its former life " + former;
                log.add(logTimeNs, DecisionKind.JOINED, member.incarnation(), former, takeover.fence(), what);
            }
            orders.onNodeJoined(card.launch());
        }
        return member;
    }
}
