package io.octarchy.mesh.authority;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One fault at every message of a handover, and of two in a chain: exhaustive, each run to rest. */
class HandoverFaultTest {
    /** What happens to one message, or around it. */
    enum Fault {
        LOSE,
        DUPLICATE,
        DUPLICATE_LATE,
        DELAY,
        CRASH_SENDER_BEFORE,
        CRASH_SENDER_AFTER,
        CRASH_RECEIVER
    }

    private static final int WINDOW_STEPS = 60;
    private static final long LATE_NS = 35 * Cluster.STEP_NS;
    private static final int ENTITIES = 6;

    /** Delivers everything a step later but for one frame. */
    private static final class OneFault implements Net.Fate {
        private final Fault fault;
        private final long atFrame;
        private Cluster cluster;
        private boolean armed;
        private long frames;

        private OneFault(final Fault fault, final long atFrame) {
            this.fault = fault;
            this.atFrame = atFrame;
        }

        @Override
        public void decide(final Net net, final long nowNs, final Net.Frame frame) {
            if (isCrashed(frame.from)) {
                return;
            }
            final long dueNs = nowNs + Cluster.STEP_NS;
            if (!armed || frames++ != atFrame) {
                net.deliver(frame, dueNs);
                return;
            }
            switch (fault) {
                case LOSE -> {
                    // Not delivered.
                }
                case DUPLICATE -> {
                    net.deliver(frame, dueNs);
                    net.deliver(frame, dueNs);
                }
                case DUPLICATE_LATE -> {
                    net.deliver(frame, dueNs);
                    net.deliver(frame, nowNs + LATE_NS);
                }
                case DELAY -> net.deliver(frame, nowNs + LATE_NS);
                case CRASH_SENDER_BEFORE -> crash(frame.from);
                case CRASH_SENDER_AFTER -> {
                    net.deliver(frame, dueNs);
                    crash(frame.from);
                }
                case CRASH_RECEIVER -> crash(frame.to);
            }
        }

        private boolean isCrashed(final int node) {
            return node != Net.COORDINATOR && cluster.node(node).crashed;
        }

        private void crash(final int node) {
            if (node != Net.COORDINATOR) {
                cluster.crash(node);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldSurviveOneFaultAtEveryMessageOfAHandover(final Fault fault) {
        everyMessage(fault, false);
    }

    @ParameterizedTest
    @EnumSource
    void shouldSurviveOneFaultAtEveryMessageOfTwoChainedHandovers(final Fault fault) {
        everyMessage(fault, true);
    }

    private static void everyMessage(final Fault fault, final boolean chained) {
        long frame = 0;
        while (run(fault, frame, chained)) {
            frame++;
        }
        assertTrue(frame > 40, "only " + frame + " messages");
    }

    /** @return was the frame reached? */
    private static boolean run(final Fault fault, final long atFrame, final boolean chained) {
        final OneFault fate = new OneFault(fault, atFrame);
        final Cluster cluster = new Cluster(fate, Mutant.NONE, atFrame);
        fate.cluster = cluster;
        try {
            handOver(cluster, fate, chained);
            cluster.quiesce();
        } catch (final AssertionError e) {
            fail(fault + " at message " + atFrame, e);
        }
        assertEquals(ENTITIES, cluster.ruled());
        return fate.frames > atFrame;
    }

    private static void handOver(final Cluster cluster, final OneFault fate, final boolean chained) {
        for (int i = 0; i < 4; i++) {
            cluster.join();
        }
        cluster.steps(30);
        final int[] records = new int[4];
        for (int i = 0; i < ENTITIES; i++) {
            final int record = cluster.spawn(1, i + 1L);
            if (i < records.length) {
                records[i] = record;
            }
        }
        cluster.tradesATick = 2;
        for (int i = 0; i < 200 && !cluster.isProtected(); i++) {
            cluster.step();
        }
        cluster.step();
        assertTrue(!cluster.isUnprotected(), "not protected at the start");
        fate.armed = true;
        cluster.node(1).source.begin(cluster.nowNs, 2, records, records.length, 1, false);
        for (int i = 0; i < WINDOW_STEPS; i++) {
            cluster.step();
            if (chained && !cluster.node(2).crashed) {
                handOn(cluster);
            }
        }
        fate.armed = false;
    }

    /** As soon as the second node rules the batch, on to the third. */
    private static void handOn(final Cluster cluster) {
        final TestNode node = cluster.node(2);
        final int[] records = new int[4];
        for (int i = 0; i < records.length; i++) {
            records[i] = node.table.find(i + 1L);
            if (!node.table.isAuthority(records[i]) || node.table.handover(records[i]) != 0) {
                return;
            }
        }
        node.source.begin(cluster.nowNs, 3, records, records.length, 1, false);
    }
}
