package io.octarchy.mesh.coordinator;

import io.octarchy.codec.control.AdminReplyEncoder;
import io.octarchy.codec.control.BackupEncoder;
import io.octarchy.codec.control.DecidedEncoder;
import io.octarchy.codec.control.DecisionEncoder;
import io.octarchy.codec.control.FenceEncoder;
import io.octarchy.codec.control.FoundEncoder;
import io.octarchy.codec.control.GrantsEncoder;
import io.octarchy.codec.control.HaltEncoder;
import io.octarchy.codec.control.JoinStatus;
import io.octarchy.codec.control.JoinedEncoder;
import io.octarchy.codec.control.LeaseEncoder;
import io.octarchy.codec.control.MemberState;
import io.octarchy.codec.control.MessageHeaderEncoder;
import io.octarchy.codec.control.ProviderOrderEncoder;
import io.octarchy.codec.control.SnapshotQueryEncoder;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.coordinator.client.ControlProtocol;
import io.octarchy.mesh.coordinator.fleet.Decision;
import io.octarchy.mesh.coordinator.fleet.OrderSink;
import io.octarchy.mesh.coordinator.map.Foundings;
import io.octarchy.mesh.coordinator.member.Member;
import io.octarchy.mesh.coordinator.member.Membership;
import io.octarchy.mesh.coordinator.member.TickMap;
import io.octarchy.mesh.coordinator.takeover.GrantPage;
import io.octarchy.mesh.coordinator.takeover.Takeover;
import io.octarchy.mesh.coordinator.takeover.TakeoverSink;
import io.octarchy.replicator.frame.FrameChannel;

/**
 * Messages of the coordinator, encoded in place; those of many parts are in {@link PartPublisher}. A message that finds no
 * room is dropped. Allocates nothing.
 */
final class EgressPublisher implements TakeoverSink, OrderSink {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int GROUP = FenceEncoder.DeadEncoder.HEADER_SIZE;
    private static final int TEXT = 2;

    private final Egress egress;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final JoinedEncoder joined = new JoinedEncoder();
    private final LeaseEncoder lease = new LeaseEncoder();
    private final FenceEncoder fence = new FenceEncoder();
    private final SnapshotQueryEncoder query = new SnapshotQueryEncoder();
    private final GrantsEncoder grants = new GrantsEncoder();
    private final FoundEncoder found = new FoundEncoder();
    private final DecidedEncoder decided = new DecidedEncoder();
    private final AdminReplyEncoder adminReply = new AdminReplyEncoder();
    private final ProviderOrderEncoder order = new ProviderOrderEncoder();
    private final DecisionEncoder decision = new DecisionEncoder();
    private final HaltEncoder halt = new HaltEncoder();
    private final BackupEncoder backup = new BackupEncoder();
    private FrameChannel channel;
    private long dropped;

    EgressPublisher(final Egress egress) {
        this.egress = egress;
    }

    /** Messages that found no room. No part of the state. */
    long dropped() {
        return dropped;
    }

    private int claim(final long session, final int length) {
        channel = egress.channel(session);
        if (channel == null || length > channel.maxFrameLength()) {
            return FrameChannel.NOT_CONNECTED;
        }
        final int at = channel.claim(length);
        dropped += at == FrameChannel.BACK_PRESSURED ? 1 : 0;
        return at;
    }

    void joined(
            final long session,
            final long correlation,
            final JoinStatus status,
            final int incarnation,
            final int fenceHeld,
            final int former,
            final int world,
            final MeshSettings settings,
            final TickMap ticks,
            final long cut,
            final String text) {
        final String message = ControlProtocol.cut(text, ControlProtocol.MAX_TEXT_LENGTH);
        final int at = claim(session, HEADER + JoinedEncoder.BLOCK_LENGTH + TEXT + message.length());
        if (at < 0) {
            return;
        }
        joined.wrapAndApplyHeader(channel.buffer(), at, header)
                .correlation(correlation)
                .status(status)
                .incarnation(incarnation)
                .fence(fenceHeld)
                .world(world)
                .minX(settings.world().minX())
                .minY(settings.world().minY())
                .minZ(settings.world().minZ())
                .edgeMetres(settings.world().edgeMetres())
                .finestLevel((short) settings.world().finestLevel())
                .firstTick(ticks.firstTick())
                .firstTickNs(ticks.firstTickNs())
                .tickIntervalNs(ticks.intervalNs())
                .leaseNs(settings.lease().leaseNs())
                .renewalNs(settings.lease().renewalNs())
                .loadLevel((short) settings.world().loadLevel())
                .former(former)
                .mesh(ticks.mesh())
                .cut(cut)
                .message(message);
        channel.commit();
    }

    void lease(
            final Member member,
            final long logTimeNs,
            final Takeover takeover,
            final Images images,
            final TickMap ticks,
            final long awaitNs,
            final long members,
            final long map) {
        final int at = claim(member.session(), HEADER + LeaseEncoder.BLOCK_LENGTH);
        if (at < 0) {
            return;
        }
        lease.wrapAndApplyHeader(channel.buffer(), at, header)
                .incarnation(member.incarnation())
                .sequence(member.report().sequence())
                .sentNs(member.report().sentNs())
                .logTimeNs(logTimeNs)
                .lastTick(member.lastTick())
                .fence(takeover.fence())
                .decided(takeover.decided())
                .membersVersion(members)
                .mapVersion(map)
                .standby(member.standby())
                .draining((short) (member.isDraining() ? 1 : 0))
                .dead(death(member))
                .closed(takeover.closed())
                .cut(images.cut())
                .image(images.image())
                .awaiting((short) (takeover.isAwaiting(logTimeNs, awaitNs) ? 1 : 0))
                .firstTick(ticks.firstTick())
                .firstTickNs(ticks.firstTickNs());
        channel.commit();
    }

    /** Who left in good order must not take itself for dead: it would join anew. */
    private static short death(final Member member) {
        if (member.isLiving()) {
            return ControlProtocol.ALIVE;
        }
        return member.state() == MemberState.LEFT ? ControlProtocol.LEFT : ControlProtocol.DEAD;
    }

    /** To somebody whom the coordinator knows no more: dead. */
    void unknown(
            final long session, final int incarnation, final long sequence, final long sentNs, final long logTimeNs) {
        final int at = claim(session, HEADER + LeaseEncoder.BLOCK_LENGTH);
        if (at < 0) {
            return;
        }
        lease.wrapAndApplyHeader(channel.buffer(), at, header)
                .incarnation(incarnation)
                .sequence(sequence)
                .sentNs(sentNs)
                .logTimeNs(logTimeNs)
                .lastTick(0)
                .fence(0)
                .decided(0)
                .membersVersion(0)
                .mapVersion(0)
                .standby(0)
                .draining((short) 0)
                .dead(ControlProtocol.DEAD)
                .closed(0)
                .cut(0)
                .image(0)
                .awaiting((short) 0)
                .firstTick(0)
                .firstTickNs(0);
        channel.commit();
    }

    void fence(final Member to, final int number, final Membership membership) {
        int dead = 0;
        for (int i = 0; i < membership.count(); i++) {
            dead += membership.get(i).isUnclosedDead() ? 1 : 0;
        }
        final int entry = FenceEncoder.DeadEncoder.sbeBlockLength();
        final int at = claim(to.session(), HEADER + FenceEncoder.BLOCK_LENGTH + GROUP + dead * entry);
        if (at < 0) {
            return;
        }
        final FenceEncoder.DeadEncoder group = fence.wrapAndApplyHeader(channel.buffer(), at, header)
                .fence(number)
                .deadCount(dead);
        for (int i = 0; i < membership.count(); i++) {
            if (membership.get(i).isUnclosedDead()) {
                group.next().incarnation(membership.get(i).incarnation());
            }
        }
        channel.commit();
    }

    @Override
    public void query(final Member to, final Takeover takeover, final int page, final int from, final int end) {
        final int entry = SnapshotQueryEncoder.EntitiesEncoder.sbeBlockLength();
        final int at = claim(to.session(), HEADER + SnapshotQueryEncoder.BLOCK_LENGTH + GROUP + (end - from) * entry);
        if (at < 0) {
            return;
        }
        final SnapshotQueryEncoder.EntitiesEncoder group = query.wrapAndApplyHeader(channel.buffer(), at, header)
                .fence(takeover.fence())
                .page(page)
                .entitiesCount(end - from);
        for (int i = from; i < end; i++) {
            group.next().entity(takeover.candidate(i));
        }
        channel.commit();
    }

    @Override
    public void grants(final Member to, final GrantPage page) {
        final int entry = GrantsEncoder.EntitiesEncoder.sbeBlockLength();
        final int at = claim(to.session(), HEADER + GrantsEncoder.BLOCK_LENGTH + GROUP + page.size() * entry);
        if (at < 0) {
            return;
        }
        final GrantsEncoder.EntitiesEncoder group = grants.wrapAndApplyHeader(channel.buffer(), at, header)
                .fence(page.fence())
                .page(page.page())
                .resumeTick(page.resumeTick())
                .entitiesCount(page.size());
        for (int i = 0; i < page.size(); i++) {
            group.next().entity(page.entity(i)).copyEpoch(page.copyEpoch(i)).copyTick(page.copyTick(i));
        }
        channel.commit();
    }

    void decided(final Member to, final Takeover takeover) {
        final int at = claim(to.session(), HEADER + DecidedEncoder.BLOCK_LENGTH);
        if (at >= 0) {
            decided.wrapAndApplyHeader(channel.buffer(), at, header)
                    .fence(takeover.decided())
                    .closed(takeover.closed());
            channel.commit();
        }
    }

    void found(final Member to, final Foundings foundings, final int owed) {
        final int at = claim(to.session(), HEADER + FoundEncoder.BLOCK_LENGTH);
        if (at >= 0) {
            found.wrapAndApplyHeader(channel.buffer(), at, header)
                    .incarnation(to.incarnation())
                    .number(foundings.number(owed))
                    .start(foundings.start(owed))
                    .end(foundings.end(owed));
            channel.commit();
        }
    }

    void backup(final Member to, final Backups backups) {
        final int at = claim(
                to.session(),
                HEADER + BackupEncoder.BLOCK_LENGTH + TEXT + backups.directory().length());
        if (at >= 0) {
            backup.wrapAndApplyHeader(channel.buffer(), at, header)
                    .incarnation(to.incarnation())
                    .image(backups.image())
                    .directory(backups.directory());
            channel.commit();
        }
    }

    void adminReply(final long session, final long correlation, final boolean accepted, final String text) {
        final String message = ControlProtocol.cut(text, ControlProtocol.MAX_TEXT_LENGTH);
        final int at = claim(session, HEADER + AdminReplyEncoder.BLOCK_LENGTH + TEXT + message.length());
        if (at >= 0) {
            adminReply
                    .wrapAndApplyHeader(channel.buffer(), at, header)
                    .correlation(correlation)
                    .accepted((short) (accepted ? 1 : 0))
                    .text(message);
            channel.commit();
        }
    }

    void halt(final Member node) {
        final int at = claim(node.session(), HEADER + HaltEncoder.BLOCK_LENGTH);
        if (at >= 0) {
            halt.wrapAndApplyHeader(channel.buffer(), at, header).incarnation(node.incarnation());
            channel.commit();
        }
    }

    @Override
    public void order(final Member provider, final long launch, final int verb) {
        final int at = claim(provider.session(), HEADER + ProviderOrderEncoder.BLOCK_LENGTH);
        if (at >= 0) {
            order.wrapAndApplyHeader(channel.buffer(), at, header)
                    .launch(launch)
                    .stop((short) verb);
            channel.commit();
        }
    }

    void decision(final Member to, final Decision what) {
        final String cause = ControlProtocol.cut(what.cause(), ControlProtocol.MAX_TEXT_LENGTH);
        final int at = claim(to.session(), HEADER + DecisionEncoder.BLOCK_LENGTH + TEXT + cause.length());
        if (at >= 0) {
            decision.wrapAndApplyHeader(channel.buffer(), at, header)
                    .sequence(what.sequence())
                    .logTimeNs(what.logTimeNs())
                    .kind((short) what.kind().ordinal())
                    .node(what.node())
                    .other(what.other())
                    .value(what.value())
                    .cause(cause);
            channel.commit();
        }
    }
}
