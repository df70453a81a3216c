package io.octarchy.tools.swarm.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.tools.trace.TraceException;
import io.octarchy.tools.trace.TraceFile;
import io.octarchy.tools.trace.Traces;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScenarioTest {
    private static final Area AREA = new Area(0, 0, 4096);
    private static final double RUN_SECONDS = 60;
    private static final int PLAYERS = 1500;
    private static final long SEED = 42;

    private static Traces traces;

    private final Wish wish = new Wish();
    private final Wish later = new Wish();

    @BeforeAll
    static void readTraces() throws TraceException {
        traces = TraceFile.builtIn();
    }

    @ParameterizedTest
    @EnumSource(ScenarioKind.class)
    void shouldBeAPureFunctionOfPlayerTimeAndSeed(final ScenarioKind kind) {
        final Scenario one = create(kind, SEED);
        final Scenario two = create(kind, SEED);
        final Scenario other = create(kind, SEED + 1);
        int different = 0;
        for (int player = 0; player < 200; player++) {
            one.at(player, at(30), wish);
            two.at(player + 1, at(10), later);
            two.at(player, at(30), later);
            assertEquals(wish.x(), later.x());
            assertEquals(wish.y(), later.y());
            assertEquals(wish.online(), later.online());
            other.at(player, at(30), later);
            different += wish.x() == later.x() ? 0 : 1;
        }
        assertTrue(different > 150, kind + " depends on its seed: " + different);
    }

    @ParameterizedTest
    @EnumSource(ScenarioKind.class)
    void shouldStayInTheAreaAndTellItsSpeed(final ScenarioKind kind) {
        final Scenario scenario = create(kind, SEED);
        final double step = 1e-3;
        for (int player = 0; player < PLAYERS; player += 7) {
            for (double second = 0; second < 2 * RUN_SECONDS; second += 1.37) {
                scenario.at(player, at(second), wish);
                scenario.at(player, at(second + step), later);
                final String where = kind + " player " + player + " second " + second;
                assertTrue(AREA.holds(wish.x(), wish.y()), where);
                final double jump = Math.hypot(later.x() - wish.x(), later.y() - wish.y());
                if (jump < 0.2 && later.vx() != 0 && Math.abs(later.vx() - wish.vx()) < 0.1) {
                    assertEquals((later.x() - wish.x()) / step, wish.vx(), 0.2, where);
                }
                if (jump < 0.2 && later.vy() != 0 && Math.abs(later.vy() - wish.vy()) < 0.1) {
                    assertEquals((later.y() - wish.y()) / step, wish.vy(), 0.2, where);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = ScenarioKind.class, names = "RUSH_HOUR", mode = EnumSource.Mode.EXCLUDE)
    void shouldKeepEverybodyInTheWorldAndMoving(final ScenarioKind kind) {
        final Scenario scenario = create(kind, SEED);
        double metres = 0;
        for (int player = 0; player < PLAYERS; player++) {
            for (int second = 0; second < RUN_SECONDS; second++) {
                scenario.at(player, at(second), wish);
                scenario.at(player, at(second + 1), later);
                assertTrue(wish.online());
                metres += Math.min(25, Math.hypot(later.x() - wish.x(), later.y() - wish.y()));
            }
        }
        final double speed = metres / PLAYERS / RUN_SECONDS;
        assertTrue(speed > 1.5 && speed < 20, kind + " moves at " + speed + " m/s");
    }

    @Test
    void shouldGatherACrowdMoveItAndLetItGo() {
        final Scenario crowd = create(ScenarioKind.CROWD, SEED);
        final double[] spread = new double[61];
        final double[] middle = new double[61];
        for (int second = 0; second <= 60; second += 5) {
            double x = 0;
            double y = 0;
            double squares = 0;
            for (int player = 0; player < PLAYERS; player++) {
                crowd.at(player, at(second), wish);
                x += wish.x();
                y += wish.y();
                squares += wish.x() * wish.x() + wish.y() * wish.y();
            }
            x /= PLAYERS;
            y /= PLAYERS;
            spread[second] = Math.sqrt(squares / PLAYERS - x * x - y * y);
            middle[second] = Math.hypot(x, y);
        }
        assertTrue(spread[25] < 0.8 * spread[0], "formed: " + spread[0] + " to " + spread[25]);
        assertTrue(spread[60] > 0.95 * spread[0], "dissolved: " + spread[60]);
        assertTrue(Math.abs(middle[40] - middle[20]) > 20, "moved: " + middle[20] + " to " + middle[40]);
    }

    @Test
    void shouldCrossLikelyBordersOften() {
        final Scenario dance = create(ScenarioKind.BORDER_DANCE, SEED);
        int crossings = 0;
        for (int player = 0; player < 500; player++) {
            dance.at(player, 0, wish);
            for (int tick = 1; tick < 600; tick++) {
                dance.at(player, at(tick / 10.0), later);
                crossings += wish.x() < 2048 != later.x() < 2048 ? 1 : 0;
                crossings += wish.y() < 2048 != later.y() < 2048 ? 1 : 0;
                wish.place(later.x(), later.y(), 0, 0);
            }
        }
        assertTrue(crossings > 1_000, "crossings " + crossings);
    }

    @Test
    void shouldFillAndEmptyTheWorldInRushHour() {
        final Scenario rush = create(ScenarioKind.RUSH_HOUR, SEED);
        int previous = 0;
        for (int second = 0; second <= 60; second++) {
            int online = 0;
            for (int player = 0; player < PLAYERS; player++) {
                rush.at(player, at(second), wish);
                online += wish.online() ? 1 : 0;
            }
            assertTrue(second > 24 || online >= previous, "rises until second 24");
            assertTrue(second <= 36 || online <= previous, "falls from second 36");
            assertTrue(second != 0 && second < 59 || online == 0, "nobody at second " + second);
            assertTrue(second < 25 || second > 35 || online == PLAYERS, "all at second " + second);
            previous = online;
        }
    }

    @Test
    void shouldNotDealTheSameWayTwiceToCopiesOfARecordedPlayer() {
        final Scenario trace = create(ScenarioKind.TRACE, SEED);
        trace.at(3, at(10), wish);
        trace.at(3 + traces.size(), at(10), later);
        assertTrue(Math.hypot(wish.x() - later.x(), wish.y() - later.y()) > 0.5);
    }

    @Test
    void shouldRefuseAWorldThatIsTooSmallForTheTrace() {
        final Area small = new Area(0, 0, 1024);
        final IllegalArgumentException failure =
                assertThrows(IllegalArgumentException.class, () -> ScenarioKind.TRACE.create(small, 1, 60, traces));
        assertTrue(failure.getMessage().contains("does not fit"), failure::getMessage);
    }

    private static Scenario create(final ScenarioKind kind, final long seed) {
        return kind.create(AREA, seed, RUN_SECONDS, traces);
    }

    private static long at(final double second) {
        return (long) (second * 1e9);
    }
}
