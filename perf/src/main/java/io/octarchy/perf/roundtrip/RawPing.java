package io.octarchy.perf.roundtrip;

import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import io.octarchy.replicator.frame.FrameChannel;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;

/** Sends messages at fixed times and takes the time of their echoes. */
final class RawPing implements FragmentHandler {
    private static final int LIMIT = 10;
    private static final int DUE = 0;
    private static final int SENT = BitUtil.SIZE_OF_LONG;
    private static final int LEGS = 2 * BitUtil.SIZE_OF_LONG;
    private static final int RUN = LEGS + BitUtil.SIZE_OF_INT;

    private final Subscription answers;
    private final FrameChannel requests;
    private final Timetable timetable = new Timetable();
    private final Samples samples = new Samples();
    private int length;
    private int legs;
    private int run;
    private long refused;
    private long late;

    RawPing(final Subscription answers, final FrameChannel requests) {
        this.answers = answers;
        this.requests = requests;
    }

    void start(final Workload workload) {
        length = workload.size();
        legs = workload.legs();
        run++;
        samples.reset();
        timetable.start(System.nanoTime(), workload.intervalNs(), 0);
    }

    /** Send no more; what is under way still counts. */
    void halt() {
        timetable.stop();
    }

    Samples samples() {
        return samples.copy();
    }

    int doWork(final long nowNs) {
        int work = answers.poll(this, LIMIT);
        if (timetable.isDue(nowNs)) {
            send(timetable.take(), System.nanoTime(), legs);
            work++;
        }
        return work;
    }

    private void send(final long dueNs, final long sentNs, final int remainingLegs) {
        final int at = requests.claim(length);
        if (at < 0) {
            refused++;
            return;
        }
        requests.buffer().putLong(at + DUE, dueNs);
        requests.buffer().putLong(at + SENT, sentNs);
        requests.buffer().putInt(at + LEGS, remainingLegs);
        requests.buffer().putInt(at + RUN, run);
        requests.commit();
    }

    @Override
    public void onFragment(final DirectBuffer buffer, final int offset, final int messageLength, final Header header) {
        if (buffer.getInt(offset + RUN) != run) {
            late++;
            return;
        }
        final long dueNs = buffer.getLong(offset + DUE);
        final long sentNs = buffer.getLong(offset + SENT);
        final int remainingLegs = buffer.getInt(offset + LEGS) - 1;
        if (remainingLegs > 0) {
            send(dueNs, sentNs, remainingLegs);
        } else {
            final long nowNs = System.nanoTime();
            Samples.record(samples.time, nowNs - sentNs);
            Samples.record(samples.fromDue, nowNs - dueNs);
        }
    }

    /** Forget what was counted. */
    void clear() {
        refused = 0;
        late = 0;
    }

    /** Requests that the channel would not take. */
    long refused() {
        return refused;
    }

    /** Echoes that came after their workload had ended, and are in no histogram. */
    long late() {
        return late;
    }
}
