package io.octarchy.perf.roundtrip;

import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import io.octarchy.replicator.frame.FrameChannel;
import org.agrona.DirectBuffer;

/** Sends back what comes, at once. */
final class RawEcho implements FragmentHandler {
    private static final int LIMIT = 10;

    private final Subscription requests;
    private final FrameChannel answers;
    private long lost;

    RawEcho(final Subscription requests, final FrameChannel answers) {
        this.requests = requests;
        this.answers = answers;
    }

    int doWork() {
        return requests.poll(this, LIMIT);
    }

    @Override
    public void onFragment(final DirectBuffer buffer, final int offset, final int length, final Header header) {
        final int at = answers.claim(length);
        if (at < 0) {
            lost++;
        } else {
            answers.buffer().putBytes(at, buffer, offset, length);
            answers.commit();
        }
    }

    /** Forget what was counted. */
    void clear() {
        lost = 0;
    }

    /** Answers that the channel would not take. */
    long lost() {
        return lost;
    }
}
