package io.octarchy.tools.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.codec.event.LifeState;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.event.NodeEvents;
import io.octarchy.mesh.event.disk.EventRing;
import io.octarchy.tools.checker.CheckerSettings;
import io.octarchy.tools.checker.MeshChecker;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventStreamsTest {
    private static final int TICKS = 300;
    private static final int ENTITIES = 50;

    @TempDir
    Path directory;

    @Test
    void shouldReadAllRingsToTheirEndForCheckerAndRecorder() {
        final MeshChecker checker = new MeshChecker(CheckerSettings.of(MeshSettings.defaults()));
        final RunFacts facts = new RunFacts("roam", 0, 2, "in-process", 1, 50_000_000, "./octarchy demo");
        try (RunRecorder recorder = new RunRecorder(facts, checker, directory.resolve("out/run.hlog"), 0);
                EventStreams streams = new EventStreams(directory, checker, recorder);
                EventRing first = ring(1)) {
            final NodeEvents one = events(first, 1);
            try (EventRing second = ring(2)) {
                final NodeEvents two = events(second, 2);
                for (long tick = 1; tick <= TICKS; tick++) {
                    write(one, tick, 0);
                    write(two, tick, ENTITIES);
                    streams.poll();
                }
            }
            first.buffer().putLong(first.claim(8), -1);
            first.commit();
            streams.drain();
            streams.drain();
            checker.finish();
            recorder.onSecond(1000);

            assertEquals(1, streams.malformed());
            assertEquals(0, checker.violations(), () -> recorder.summary().line());
            assertEquals(2L * TICKS * ENTITIES, checker.invariants().get(0).checked());
            assertEquals(2L * TICKS, recorder.total(Tag.TICK).getTotalCount());
            assertTrue(recorder.summary().line().contains("\"entitiesAlive\":" + 2 * ENTITIES));
        }
    }

    private EventRing ring(final int node) {
        return new EventRing(directory.resolve(node + EventStreams.SUFFIX).toFile(), 4 * 1024 * 1024);
    }

    private static NodeEvents events(final EventRing ring, final int node) {
        final NodeEvents events = new NodeEvents(ring);
        events.node(node);
        events.life(LifeState.ACTIVE, 0, 0);
        for (int i = 0; i < ENTITIES; i++) {
            events.entityCreated(0, node == 1 ? i : ENTITIES + i, 0, 5);
        }
        return events;
    }

    private static void write(final NodeEvents events, final long tick, final int firstEntity) {
        events.tickRanBegin(tick);
        for (int i = 0; i < ENTITIES; i++) {
            events.tickRan(firstEntity + i, 0, 5);
        }
        events.tickRanEnd();
        events.tickTimes(tick, tick, tick, tick + 1000, 0, ENTITIES, 0, 0, 0, ENTITIES * 1000L);
    }
}
