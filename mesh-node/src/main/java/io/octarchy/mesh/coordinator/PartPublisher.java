package io.octarchy.mesh.coordinator;

import io.octarchy.codec.control.MapDeltaEncoder;
import io.octarchy.codec.control.MembersEncoder;
import io.octarchy.codec.control.MessageHeaderEncoder;
import io.octarchy.mesh.coordinator.client.ControlProtocol;
import io.octarchy.mesh.coordinator.member.Member;
import io.octarchy.mesh.coordinator.member.Membership;
import io.octarchy.replicator.frame.FrameChannel;
import io.octarchy.space.region.RegionDelta;
import io.octarchy.space.region.RegionMap;

/** Lists that may need several messages: members and maps. When a part finds no room the rest is left out too. */
final class PartPublisher {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int GROUP = MembersEncoder.EntriesEncoder.HEADER_SIZE;
    private static final int TEXT = 2;
    private static final int INTERVALS =
            (ControlProtocol.MAX_FRAME_LENGTH - HEADER - MapDeltaEncoder.BLOCK_LENGTH - GROUP)
                    / MapDeltaEncoder.IntervalsEncoder.sbeBlockLength();

    private final Egress egress;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MembersEncoder members = new MembersEncoder();
    private final MapDeltaEncoder map = new MapDeltaEncoder();
    private FrameChannel channel;

    PartPublisher(final Egress egress) {
        this.egress = egress;
    }

    private int claim(final long session, final int length) {
        channel = egress.channel(session);
        return channel == null || length > channel.maxFrameLength()
                ? FrameChannel.NOT_CONNECTED
                : channel.claim(length);
    }

    /** Members that changed after the version that the receiver holds; all of them when it missed some for good. */
    void members(final Member to, final Membership membership) {
        final long held = to.report().membersVersion();
        final long from = held < membership.floor() || held > membership.version() ? 0 : held;
        int next = 0;
        int part = 0;
        boolean sent = true;
        while (sent && next < membership.count()) {
            int end = next;
            int changed = 0;
            int length = HEADER + MembersEncoder.BLOCK_LENGTH + GROUP;
            while (end < membership.count()) {
                final Member member = membership.get(end);
                final int bytes = member.version() > from ? entryLength(member) : 0;
                if (length + bytes > ControlProtocol.MAX_FRAME_LENGTH) {
                    break;
                }
                length += bytes;
                changed += bytes > 0 ? 1 : 0;
                end++;
            }
            sent = membersPart(to, membership, from, part++, next, end, changed, length);
            next = end;
        }
    }

    private static int entryLength(final Member member) {
        return MembersEncoder.EntriesEncoder.sbeBlockLength()
                + TEXT
                + member.card().endpoint().length()
                + TEXT
                + member.name().length();
    }

    private boolean membersPart(
            final Member to,
            final Membership membership,
            final long from,
            final int part,
            final int first,
            final int end,
            final int changed,
            final int length) {
        final int at = claim(to.session(), length);
        if (at < 0) {
            return false;
        }
        final MembersEncoder.EntriesEncoder group = members.wrapAndApplyHeader(channel.buffer(), at, header)
                .fromVersion(from)
                .version(membership.version())
                .last((short) (end == membership.count() ? 1 : 0))
                .part(part)
                .entriesCount(changed);
        for (int i = first; i < end; i++) {
            final Member member = membership.get(i);
            if (member.version() > from) {
                group.next()
                        .incarnation(member.incarnation())
                        .role(member.role())
                        .state(member.state())
                        .driver(member.card().driver())
                        .controlStream(member.card().controlStream())
                        .bulkStream(member.card().bulkStream())
                        .sessionStream(member.card().sessionStream())
                        .endpoint(member.card().endpoint())
                        .name(member.name());
            }
        }
        channel.commit();
        return true;
    }

    /** One increment. */
    void delta(final Member to, final RegionDelta delta) {
        final int parts = Math.max(1, (delta.edits() + INTERVALS - 1) / INTERVALS);
        for (int part = 0; part < parts; part++) {
            final int from = part * INTERVALS;
            final int end = Math.min(delta.edits(), from + INTERVALS);
            final MapDeltaEncoder.IntervalsEncoder group =
                    begin(to, delta.fromVersion(), delta.toVersion(), delta.checksum(), part, parts, end - from);
            if (group == null) {
                return;
            }
            for (int i = from; i < end; i++) {
                group.next().start(delta.start(i)).end(delta.end(i)).owner(delta.owner(i));
            }
            channel.commit();
        }
    }

    /** The whole map. */
    void whole(final Member to, final RegionMap whole) {
        final int parts = (whole.intervals() + INTERVALS - 1) / INTERVALS;
        for (int part = 0; part < parts; part++) {
            final int from = part * INTERVALS;
            final int end = Math.min(whole.intervals(), from + INTERVALS);
            final MapDeltaEncoder.IntervalsEncoder group =
                    begin(to, 0, whole.version(), whole.checksum(), part, parts, end - from);
            if (group == null) {
                return;
            }
            for (int i = from; i < end; i++) {
                group.next().start(whole.start(i)).end(whole.end(i)).owner(whole.owner(i));
            }
            channel.commit();
        }
    }

    private MapDeltaEncoder.IntervalsEncoder begin(
            final Member to,
            final long from,
            final long version,
            final long checksum,
            final int part,
            final int parts,
            final int count) {
        final int entry = MapDeltaEncoder.IntervalsEncoder.sbeBlockLength();
        final int at = claim(to.session(), HEADER + MapDeltaEncoder.BLOCK_LENGTH + GROUP + count * entry);
        if (at < 0) {
            return null;
        }
        return map.wrapAndApplyHeader(channel.buffer(), at, header)
                .fromVersion(from)
                .version(version)
                .checksum(checksum)
                .part(part)
                .parts(parts)
                .intervalsCount(count);
    }
}
