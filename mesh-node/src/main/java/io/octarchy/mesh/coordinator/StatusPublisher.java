package io.octarchy.mesh.coordinator;

import io.octarchy.codec.control.MessageHeaderEncoder;
import io.octarchy.codec.control.Role;
import io.octarchy.codec.control.StatusEncoder;
import io.octarchy.mesh.coordinator.client.ControlProtocol;
import io.octarchy.mesh.coordinator.fleet.Scaler;
import io.octarchy.mesh.coordinator.map.MapKeeper;
import io.octarchy.mesh.coordinator.member.Member;
import io.octarchy.mesh.coordinator.member.Membership;
import io.octarchy.mesh.coordinator.takeover.Takeover;
import io.octarchy.replicator.frame.FrameChannel;

/** Tells an operator what there is: a page of members, as many as fit, and where to go on. */
final class StatusPublisher {
    private static final int EMPTY_LENGTH =
            MessageHeaderEncoder.ENCODED_LENGTH + StatusEncoder.BLOCK_LENGTH + StatusEncoder.EntriesEncoder.HEADER_SIZE;
    private static final int TEXTS = 4;

    private final Egress egress;
    private final Membership membership;
    private final MapKeeper keeper;
    private final Takeover takeover;
    private final Scaler scaler;
    private final Images images;
    private final Sleep sleep;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final StatusEncoder status = new StatusEncoder();

    StatusPublisher(
            final Egress egress,
            final Membership membership,
            final MapKeeper keeper,
            final Takeover takeover,
            final Scaler scaler,
            final Images images,
            final Sleep sleep) {
        this.egress = egress;
        this.membership = membership;
        this.keeper = keeper;
        this.takeover = takeover;
        this.scaler = scaler;
        this.images = images;
        this.sleep = sleep;
    }

    /**
     * The living from an incarnation on, and that one also when it is gone.
     *
     * @param tick of the world now.
     */
    void page(final long session, final long correlation, final int from, final long tick) {
        int length = EMPTY_LENGTH;
        int shown = 0;
        int end = 0;
        while (end < membership.count()) {
            final Member member = membership.get(end);
            if (isShown(member, from)) {
                if (length + entryLength(member) > ControlProtocol.MAX_FRAME_LENGTH) {
                    break;
                }
                length += entryLength(member);
                shown++;
            }
            end++;
        }
        final FrameChannel channel = egress.channel(session);
        final int at = channel == null ? FrameChannel.NOT_CONNECTED : channel.claim(length);
        if (at < 0) {
            return;
        }
        final int more = end == membership.count() ? 0 : membership.get(end).incarnation();
        final StatusEncoder.EntriesEncoder group = status.wrapAndApplyHeader(channel.buffer(), at, header)
                .correlation(correlation)
                .mapVersion(keeper.version())
                .fence(takeover.fence())
                .open((short) (takeover.isOpen() ? 1 : 0))
                .guarded((short) (takeover.isProtected() ? 1 : 0))
                .stuck(takeover.stuck())
                .more(more)
                .tick(tick)
                .cut(images.cut())
                .asleep((short) (sleep.isAsleep() ? 1 : 0))
                .entriesCount(shown);
        for (int i = 0; i < end; i++) {
            if (isShown(membership.get(i), from)) {
                entry(group.next(), membership.get(i));
            }
        }
        channel.commit();
    }

    private static boolean isShown(final Member member, final int from) {
        return member.incarnation() == from || member.incarnation() > from && member.isLiving();
    }

    private static int entryLength(final Member member) {
        return StatusEncoder.EntriesEncoder.sbeBlockLength()
                + TEXTS
                + member.card().endpoint().length()
                + member.name().length();
    }

    private void entry(final StatusEncoder.EntriesEncoder entry, final Member member) {
        entry.incarnation(member.incarnation())
                .role(member.role())
                .state(member.state())
                .entities(member.report().entities())
                .sessions(member.report().sessions())
                .cpuMicros(member.report().cpuMicros())
                .load(member.cells().total())
                .capacity(member.role() == Role.NODE ? scaler.capacity(member) : 0)
                .intervals(keeper.map().intervalsOf(member.incarnation()))
                .standby(member.standby())
                .endpoint(member.card().endpoint())
                .name(member.name());
    }
}
