package io.octarchy.tools.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.octarchy.examples.arena.ArenaGame;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.tools.checker.view.ClientViewChecker;
import io.octarchy.tools.checker.view.ViewLimits;
import io.octarchy.tools.swarm.scenario.Area;
import io.octarchy.tools.swarm.scenario.Scenario;
import io.octarchy.tools.swarm.scenario.ScenarioKind;
import io.octarchy.tools.swarm.scenario.Wish;
import io.octarchy.tools.trace.TraceException;
import io.octarchy.tools.trace.TraceFile;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SwarmTest {
    private static final Area AREA = new Area(0, 0, 4096);
    private static final long MS = 1_000_000L;
    private static final long SECOND = 1_000 * MS;

    private final SwarmMetrics metrics = new SwarmMetrics();
    private FakeWorld world;
    private ClientViewChecker checker;
    private Swarm swarm;
    private long nowNs = 77 * SECOND;

    @ParameterizedTest
    @EnumSource(value = ScenarioKind.class, names = "RUSH_HOUR", mode = EnumSource.Mode.EXCLUDE)
    void shouldWalkWhereTheScenarioWantsByInputsAlone(final ScenarioKind kind) throws TraceException {
        final Scenario scenario = kind.create(AREA, 3, 60, TraceFile.builtIn());
        begin(scenario, 600, 0, 60);
        double lag = 0;
        int far = 0;
        final Wish wish = new Wish();
        runUntil(Swarm.Phase.RUNNING);
        for (int second = 5; second < 60; second += 5) {
            run(5 * SECOND);
            for (int i = 0; i < 600; i++) {
                scenario.at(i, swarm.elapsedNs(nowNs), wish);
                final double distance = Math.hypot(wish.x() - world.x[i], wish.y() - world.y[i]);
                lag += distance;
                far += distance > 60 ? 1 : 0;
            }
        }
        lag /= 11 * 600;
        final boolean recorded = kind == ScenarioKind.TRACE;
        assertTrue(lag < (recorded ? 35 : 10), kind + " lags by " + lag + " m");
        assertTrue(far < 11 * 600 * (recorded ? 0.12 : 0.06), kind + ": those who fell too fast, far " + far);
        runUntil(Swarm.Phase.DONE);
        assertEquals(0, checker.violations(), checker.texts()::toString);
        assertEquals(600, metrics.connectedMin());
        assertEquals(0, metrics.inputsMissed());
    }

    @Test
    void shouldCostLittleForEachUpdate() throws TraceException {
        begin(ScenarioKind.TRACE.create(AREA, 3, 1000, TraceFile.builtIn()), 2_000, 60, 1000);
        runUntil(Swarm.Phase.RUNNING);
        run(SECOND);
        final long updates = metrics.updates();
        final long startNs = System.nanoTime();
        run(2 * SECOND);
        final long each = (System.nanoTime() - startNs) / (metrics.updates() - updates);
        System.out.println("swarm: " + each + " ns an update, the fake world and all checks included");
        assertTrue(each < 20_000, each + " ns an update");
    }

    @Test
    void shouldFillAndEmptyTheWorldInRushHour() {
        begin(ScenarioKind.RUSH_HOUR.create(AREA, 3, 20, null), 200, 0, 20);
        runUntil(Swarm.Phase.RUNNING);
        assertEquals(0, swarm.connected());
        run(10 * SECOND);
        assertEquals(200, swarm.connected());
        run(9_900 * MS);
        assertEquals(0, swarm.connected());
        runUntil(Swarm.Phase.DONE);
        assertTrue(metrics.connectedShareMean() > 0.97, "share " + metrics.connectedShareMean());
        assertEquals(0, metrics.unwantedDisconnects());
    }

    @Test
    void shouldSendAtFixedStaggeredTimesAndCountLatencyFromThem() {
        begin(ScenarioKind.ROAM.create(AREA, 3, 10, null), 100, 0, 10);
        runUntil(Swarm.Phase.RUNNING);
        final long before = metrics.inputsSent();
        run(5 * SECOND);
        assertEquals(100 * 10 * 5, metrics.inputsSent() - before, 100);
        int apart = 0;
        for (int i = 1; i < 100; i++) {
            final long gap = Math.floorMod(world.firstIntendedNs[i] - world.firstIntendedNs[i - 1], 100 * MS);
            apart += gap == MS ? 1 : 0;
        }
        assertEquals(99, apart);
    }

    @Test
    void shouldNotHideAStall() {
        begin(ScenarioKind.ROAM.create(AREA, 3, 10, null), 100, 0, 10);
        runUntil(Swarm.Phase.RUNNING);
        run(2 * SECOND);
        metrics.endSecond(SwarmMetrics.histogram());
        final long before = metrics.inputsSent();
        nowNs += 1_000 * MS;
        run(SECOND);
        metrics.endSecond(SwarmMetrics.histogram());
        assertTrue(
                metrics.latency().getMaxValue() > 900 * MS,
                "max " + metrics.latency().getMaxValue());
        assertEquals(2_000, metrics.inputsSent() - before, 110, "late, but sent");
    }

    @Test
    void shouldWaitUnderBackPressureAndGiveUpAfterAnInterval() {
        begin(ScenarioKind.ROAM.create(AREA, 3, 10, null), 100, 0, 10);
        runUntil(Swarm.Phase.RUNNING);
        world.blocked = true;
        run(50 * MS);
        assertEquals(0, metrics.inputsMissed());
        world.blocked = false;
        run(100 * MS);
        assertEquals(0, metrics.inputsMissed());
        world.blocked = true;
        run(2 * SECOND);
        assertTrue(metrics.inputsMissed() > 1_500, "missed " + metrics.inputsMissed());
    }

    @Test
    void shouldComeBackAfterALossAndCountIt() {
        begin(ScenarioKind.ROAM.create(AREA, 3, 10, null), 10, 0, 10);
        runUntil(Swarm.Phase.RUNNING);
        world.dropped = 4;
        run(SECOND);
        assertEquals(1, metrics.unwantedDisconnects());
        assertEquals(10, swarm.connected());
        assertEquals(9, metrics.connectedMin());
        assertTrue(metrics.connectedShareMean() < 1 && metrics.inputsMissed() > 0);
    }

    @Test
    void shouldNotFloodTheWorldWithLogins() {
        begin(ScenarioKind.ROAM.create(AREA, 3, 10, null), 2_000, 0, 10);
        runUntil(Swarm.Phase.RUNNING);
        assertEquals(2_000, world.logins);
        assertTrue(world.maxLoginsInATick <= 160, "in one tick " + world.maxLoginsInATick);
    }

    @Test
    void shouldPressTradeOnlyWithSomebodyNear() {
        begin(ScenarioKind.CROWD.create(new Area(2000, 2000, 24), 3, 10, null), 50, 49, 10);
        runUntil(Swarm.Phase.RUNNING);
        run(5 * SECOND);
        assertTrue(world.inputs[0] > 40);
        int traders = 0;
        for (int i = 0; i < 50; i++) {
            traders += (world.buttons[i] & ArenaGame.TRADE) != 0 ? 1 : 0;
        }
        assertTrue(traders > 30, "traders " + traders);
        begin(ScenarioKind.BORDER_DANCE.create(new Area(0, 0, 1 << 24), 3, 10, null), 50, 49, 10);
        runUntil(Swarm.Phase.RUNNING);
        run(5 * SECOND);
        for (int i = 0; i < 50; i++) {
            assertEquals(0, world.buttons[i] & ArenaGame.TRADE);
        }
    }

    @Test
    void shouldStopEarlyWhenAsked() {
        begin(ScenarioKind.ROAM.create(AREA, 3, 10, null), 10, 0, 1000);
        runUntil(Swarm.Phase.RUNNING);
        swarm.stop(nowNs);
        runUntil(Swarm.Phase.DONE);
        assertEquals(0, swarm.connected());
    }

    @Test
    void shouldGoOnWithoutThoseWhoDoNotGetIn() {
        begin(ScenarioKind.ROAM.create(AREA, 3, 1, null), 10, 0, 1);
        world.reachable = false;
        runUntil(Swarm.Phase.RUNNING);
        runUntil(Swarm.Phase.DONE);
        assertEquals(0, metrics.connectedMin());
        assertEquals(0, metrics.inputsSent());
    }

    @Test
    void shouldAllocateNothingInSteadyState() throws TraceException {
        begin(ScenarioKind.TRACE.create(AREA, 3, 1000, TraceFile.builtIn()), 600, 60, 1000);
        runUntil(Swarm.Phase.RUNNING);
        run(20 * SECOND);
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long thread = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 5 && least > 0; attempt++) {
            final long before = threads.getThreadAllocatedBytes(thread);
            run(2 * SECOND);
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
        }
        assertEquals(0, least, "bytes in two seconds of 600 players with 60 in view");
    }

    private void begin(final Scenario scenario, final int players, final int visible, final double seconds) {
        world = new FakeWorld(players, visible);
        final SwarmSettings settings = SwarmSettings.of(players, 10, seconds, 5);
        checker = new ClientViewChecker(ViewLimits.of(MeshSettings.defaults()), players, 96, 1);
        swarm = new Swarm(settings, scenario, world, checker, metrics);
    }

    private void runUntil(final Swarm.Phase phase) {
        for (int i = 0; i < 100_000 && swarm.phase() != phase; i++) {
            run(MS);
        }
        assertEquals(phase, swarm.phase());
    }

    private void run(final long forNs) {
        final long endNs = nowNs + forNs;
        while (nowNs < endNs) {
            nowNs += MS;
            while (swarm.doWork(nowNs) > 0) {
                // until it is idle, as its thread would
            }
        }
    }
}
