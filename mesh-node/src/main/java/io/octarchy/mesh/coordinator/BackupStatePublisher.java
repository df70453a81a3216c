package io.octarchy.mesh.coordinator;

import io.octarchy.codec.control.BackupStateEncoder;
import io.octarchy.codec.control.MessageHeaderEncoder;
import io.octarchy.mesh.coordinator.client.ControlProtocol;
import io.octarchy.mesh.coordinator.member.Member;
import io.octarchy.mesh.coordinator.member.Membership;
import io.octarchy.mesh.coordinator.member.TickMap;
import io.octarchy.replicator.frame.FrameChannel;

/** Tells an operator how the newest backup fares: a page of nodes, as many as fit, and where to go on. */
final class BackupStatePublisher {
    private static final int EMPTY_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH
            + BackupStateEncoder.BLOCK_LENGTH
            + BackupStateEncoder.NodesEncoder.HEADER_SIZE
            + 2;
    private static final int MAX_TEXT = 500;

    private final Egress egress;
    private final int world;
    private final TickMap ticks;
    private final Backups backups;
    private final Membership membership;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final BackupStateEncoder state = new BackupStateEncoder();

    BackupStatePublisher(
            final Egress egress,
            final int world,
            final TickMap ticks,
            final Backups backups,
            final Membership membership) {
        this.egress = egress;
        this.world = world;
        this.ticks = ticks;
        this.backups = backups;
        this.membership = membership;
    }

    /** The nodes that have parts of it, from an incarnation on. */
    void page(final long session, final long correlation, final int from) {
        final String text = ControlProtocol.cut(backups.text(), MAX_TEXT);
        final int entry = BackupStateEncoder.NodesEncoder.sbeBlockLength();
        final int room = (ControlProtocol.MAX_FRAME_LENGTH - EMPTY_LENGTH - text.length()) / entry;
        int first = 0;
        while (first < backups.count() && backups.node(first) < from) {
            first++;
        }
        final int shown = Math.min(room, backups.count() - first);
        final int end = first + shown;
        final FrameChannel channel = egress.channel(session);
        final int at = channel == null
                ? FrameChannel.NOT_CONNECTED
                : channel.claim(EMPTY_LENGTH + shown * entry + text.length());
        if (at < 0) {
            return;
        }
        final BackupStateEncoder.NodesEncoder group = state.wrapAndApplyHeader(channel.buffer(), at, header)
                .correlation(correlation)
                .number(backups.number())
                .phase(backups.phase())
                .image(backups.image())
                .world(world)
                .mesh(ticks.mesh())
                .fence(backups.fence())
                .nextIncarnation(backups.nextIncarnation())
                .more(end == backups.count() ? 0 : backups.node(end))
                .nodesCount(shown);
        for (int i = first; i < end; i++) {
            final Member member = membership.find(backups.node(i));
            final boolean isDone = member != null && member.report().backedUp() == backups.image();
            group.next().incarnation(backups.node(i)).done((short) (isDone ? 1 : 0));
        }
        state.text(text);
        channel.commit();
    }
}
