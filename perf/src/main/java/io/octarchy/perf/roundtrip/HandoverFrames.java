package io.octarchy.perf.roundtrip;

import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import io.octarchy.codec.peer.AbortDecoder;
import io.octarchy.codec.peer.CommitDecoder;
import io.octarchy.codec.peer.CommittedDecoder;
import io.octarchy.codec.peer.MessageHeaderDecoder;
import io.octarchy.codec.peer.PrepareDecoder;
import io.octarchy.codec.peer.PreparedDecoder;
import io.octarchy.codec.peer.RefusedDecoder;
import io.octarchy.codec.peer.ReleaseDecoder;
import io.octarchy.mesh.authority.HandoverSource;
import io.octarchy.mesh.authority.HandoverTarget;
import org.agrona.DirectBuffer;

/** Takes the handover's messages from the control stream to the two state machines. */
final class HandoverFrames implements FragmentHandler {
    private final HandoverSource source;
    private final HandoverTarget target;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PrepareDecoder prepare = new PrepareDecoder();
    private final PreparedDecoder prepared = new PreparedDecoder();
    private final RefusedDecoder refused = new RefusedDecoder();
    private final AbortDecoder abort = new AbortDecoder();
    private final CommitDecoder commit = new CommitDecoder();
    private final CommittedDecoder committed = new CommittedDecoder();
    private final ReleaseDecoder release = new ReleaseDecoder();

    HandoverFrames(final HandoverSource source, final HandoverTarget target) {
        this.source = source;
        this.target = target;
    }

    @Override
    public void onFragment(final DirectBuffer buffer, final int offset, final int length, final Header aeronHeader) {
        // Rule 7 asks for a fresh look at the clock before a message of the handover is applied.
        final long nowNs = System.nanoTime();
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case PrepareDecoder.TEMPLATE_ID -> {
                prepare.wrapAndApplyHeader(buffer, offset, header);
                target.onPrepare(nowNs, prepare.source(), prepare);
            }
            case PreparedDecoder.TEMPLATE_ID -> {
                prepared.wrapAndApplyHeader(buffer, offset, header);
                source.onPrepared(nowNs, prepared.source(), prepared.handover());
            }
            case RefusedDecoder.TEMPLATE_ID -> {
                refused.wrapAndApplyHeader(buffer, offset, header);
                source.onRefused(nowNs, refused.source(), refused.handover(), refused.phase());
            }
            case AbortDecoder.TEMPLATE_ID -> {
                abort.wrapAndApplyHeader(buffer, offset, header);
                target.onAbort(nowNs, abort.source(), abort.handover(), abort.floor());
            }
            case CommitDecoder.TEMPLATE_ID -> {
                commit.wrapAndApplyHeader(buffer, offset, header);
                target.onCommit(nowNs, commit.source(), commit);
            }
            case CommittedDecoder.TEMPLATE_ID -> {
                committed.wrapAndApplyHeader(buffer, offset, header);
                source.onCommitted(nowNs, committed.source(), committed.handover());
            }
            case ReleaseDecoder.TEMPLATE_ID -> {
                release.wrapAndApplyHeader(buffer, offset, header);
                source.onRelease(nowNs, release.source(), release.handover());
            }
            default -> throw new IllegalStateException("unexpected template " + header.templateId());
        }
    }
}
