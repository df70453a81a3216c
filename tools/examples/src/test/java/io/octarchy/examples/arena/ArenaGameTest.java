package io.octarchy.examples.arena;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.mesh.api.CommandOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArenaGameTest {
    private static final double TOP_STEP_METRES = 25 * 0.05 + 1e-3;

    private final ArenaGame game = new ArenaGame(0);
    private final GameBench bench = new GameBench(game);
    private final ArenaState state = new ArenaState();

    @ParameterizedTest
    @ValueSource(longs = {1, 20261121})
    void shouldConserveGoldAndKeepEverybodyInTheWorldOverManyRandomTicks(final long seed) {
        final Random random = new Random(seed);
        final GameBench busy = new GameBench(new ArenaGame(5));
        busy.start();
        for (int i = 0; i < 12; i++) {
            final FakeEntity pile = busy.entities.get(5 + i % 10);
            busy.join(1000 + i, pile.x() + i - 6, pile.y() + random.nextInt(3));
        }
        busy.join(1, 0, 0);
        final long total = busy.total();
        final List<FakeEntity> players =
                busy.entities.stream().filter(e -> e.type() == ArenaGame.PLAYER).toList();
        for (int tick = 0; tick < 10_000; tick++) {
            for (final FakeEntity player : players) {
                if (random.nextInt(5) == 0) {
                    final FakeEntity home = busy.entities.get(5 + tick / 3000);
                    final double angle = random.nextInt(20) == 0
                            ? random.nextDouble() * 2 * Math.PI
                            : Math.atan2(home.y() - player.y(), home.x() - player.x());
                    busy.input(player, Math.cos(angle), Math.sin(angle), random.nextInt(8));
                }
            }
            busy.run();
            assertEquals(total, busy.total(), "seed " + seed + " tick " + tick);
            busy.entities.forEach(entity -> requireSane(entity, seed));
        }
        assertTrue(busy.joints > 500, "trades and hits: " + busy.joints);
    }

    private void requireSane(final FakeEntity entity, final long seed) {
        final boolean inside = entity.x() >= 0
                && entity.y() >= 0
                && entity.x() < GameBench.EDGE_METRES
                && entity.y() < GameBench.EDGE_METRES;
        final boolean grounded =
                entity.type() == ArenaGame.PROJECTILE || entity.z() == Terrain.height(entity.x(), entity.y());
        final boolean finite =
                Float.isFinite(entity.vx()) && Float.isFinite(entity.vy()) && Float.isFinite(entity.vz());
        state.wrap(entity);
        assertTrue(inside && grounded && finite && state.get(ArenaState.GOLD) >= 0, "seed " + seed + " " + entity.id());
    }

    @Test
    void shouldNeverExceedTheTopSpeedWhateverPushes() {
        for (int i = 0; i < 30; i++) {
            bench.join(i + 1, 100 + i * 0.01, 100);
        }
        final double[] before = new double[90];
        for (int tick = 0; tick < 100; tick++) {
            for (int i = 0; i < 30; i++) {
                final FakeEntity e = bench.entities.get(i);
                bench.input(e, 1, 0, ArenaGame.DASH);
                before[3 * i] = e.x();
                before[3 * i + 1] = e.y();
                before[3 * i + 2] = e.z();
            }
            bench.run();
            for (int i = 0; i < 30; i++) {
                final FakeEntity e = bench.entities.get(i);
                final double flat = Math.hypot(e.x() - before[3 * i], e.y() - before[3 * i + 1]);
                assertTrue(Math.hypot(flat, e.z() - before[3 * i + 2]) <= TOP_STEP_METRES, "tick " + tick);
            }
        }
    }

    @Test
    void shouldWalkWhereTheInputPointsAndFasterWithDash() {
        final FakeEntity walker = bench.join(1, 500, 500);
        final FakeEntity runner = bench.join(2, 500, 600);
        for (int i = 0; i < 40; i++) {
            bench.input(walker, 1, 0, 0);
            bench.input(runner, 1, 0, ArenaGame.DASH);
            bench.run();
        }
        assertEquals(ArenaGame.WALK, walker.vx(), 0.1);
        assertEquals(ArenaGame.FAST, runner.vx(), 0.1);
        assertEquals(500, walker.y(), 1e-9);
    }

    @Test
    void shouldSeparateBodiesThatOverlap() {
        final FakeEntity a = bench.join(1, 100, 100);
        final FakeEntity b = bench.join(2, 100, 100);
        for (int i = 0; i < 100; i++) {
            bench.run();
        }
        assertTrue(Math.hypot(a.x() - b.x(), a.y() - b.y()) > 0.8);
    }

    @Test
    void shouldEndEveryProjectileAndHurtWhomItHits() {
        final FakeEntity thrower = bench.join(1, 100, 100);
        final FakeEntity target = bench.join(2, 110, 100);
        bench.input(thrower, 0.01, 0, ArenaGame.THROW);
        bench.run();
        bench.run();
        assertEquals(3, bench.entities.size());
        for (int i = 0; i < 100; i++) {
            bench.run();
        }
        assertEquals(2, bench.entities.size());
        assertEquals(75, state.wrap(target).get(ArenaState.HEALTH));
        assertEquals(100, state.wrap(thrower).get(ArenaState.HEALTH));
    }

    @Test
    void shouldHurtAGhostByOneCommandAndApplyIt() {
        final FakeEntity thrower = bench.join(1, 100, 100);
        final FakeEntity ghost = bench.join(2, 110, 100);
        ghost.authority = false;
        bench.input(thrower, 0.01, 0, ArenaGame.THROW);
        for (int i = 0; i < 100; i++) {
            bench.run();
        }
        assertEquals(1, bench.commands.size());
        assertEquals(100, state.wrap(ghost).get(ArenaState.HEALTH));
        deliver(game, ghost);
        assertEquals(75, state.wrap(ghost).get(ArenaState.HEALTH));
    }

    @Test
    void shouldGiveGoldToANeighbourInAJointTick() {
        final FakeEntity giver = bench.join(1, 100, 100);
        final FakeEntity taker = bench.join(2, 101.5, 100);
        bench.input(giver, 0, 0, ArenaGame.TRADE);
        bench.run();
        assertEquals(1, bench.joints);
        assertTrue(game.quantity(taker) > ArenaGame.FIRST_GOLD);
        assertEquals(2 * ArenaGame.FIRST_GOLD, bench.total());
    }

    @Test
    void shouldRobANeighbourInOneTick() {
        final FakeEntity robber = bench.join(1, 100, 100);
        final FakeEntity victim = bench.join(2, 101.5, 100);
        bench.input(robber, 0, 0, ArenaGame.THROW);
        bench.run();
        assertEquals(1, bench.joints);
        assertTrue(game.quantity(robber) > ArenaGame.FIRST_GOLD);
        assertTrue(new ArenaState().wrap(victim).get(ArenaState.HEALTH) < ArenaGame.FULL_HEALTH);
        assertEquals(2 * ArenaGame.FIRST_GOLD, bench.total());
    }

    @Test
    void shouldHaveAGhostComeToBeRobbedAndTakeNothingBefore() {
        final FakeEntity robber = bench.join(1, 100, 100);
        final FakeEntity ghost = bench.join(2, 101.5, 100);
        ghost.authority = false;
        bench.input(robber, 0, 0, ArenaGame.THROW);
        bench.run();
        assertEquals(List.of(ghost.id()), bench.wishes);
        assertEquals(ArenaGame.FIRST_GOLD, game.quantity(robber));
        game.onTogether(robber, ghost, 1_000);
        assertEquals(2 * ArenaGame.FIRST_GOLD, game.quantity(robber));
        assertEquals(0, game.quantity(ghost));
    }

    @Test
    void shouldGiveByCommandToAnEntityThatRunsInAnotherCallOfTheSameTick() {
        final FakeEntity giver = bench.join(1, 100, 100);
        final FakeEntity late = bench.join(2, 101.5, 100);
        bench.run(List.of(late));
        bench.input(giver, 0, 0, ArenaGame.TRADE);
        bench.run(List.of(giver));
        assertEquals(0, bench.joints);
        assertEquals(1, bench.commands.size());
        assertEquals(ArenaGame.FIRST_GOLD, game.quantity(late));
    }

    private FakeEntity giveToAGhost(final FakeEntity giver) {
        final FakeEntity ghost = bench.join(2, 101.5, 100);
        ghost.authority = false;
        bench.input(giver, 0, 0, ArenaGame.TRADE);
        bench.run();
        return ghost;
    }

    @Test
    void shouldGiveToAGhostByCommand() {
        final FakeEntity giver = bench.join(1, 100, 100);
        final FakeEntity ghost = giveToAGhost(giver);
        assertEquals(1, bench.commands.size());
        assertNotEquals(2 * ArenaGame.FIRST_GOLD, bench.total());
        deliver(game, ghost);
        assertEquals(2 * ArenaGame.FIRST_GOLD, bench.total());
    }

    @Test
    void shouldTakeGoldBackThatCouldNotBeDelivered() {
        final FakeEntity giver = bench.join(1, 100, 100);
        final FakeEntity ghost = giveToAGhost(giver);
        final UnsafeBuffer bytes = new UnsafeBuffer(bench.commands.get(0).bytes());
        game.onCommandReturned(giver, ghost.id(), bytes, 0, Long.BYTES);
        assertEquals(ArenaGame.FIRST_GOLD, game.quantity(giver));
        assertEquals(2 * ArenaGame.FIRST_GOLD, bench.total());
    }

    @Test
    void shouldKeepItsGoldWhenTheCommandIsRefused() {
        bench.outcome = CommandOutcome.BACK_PRESSURED;
        final FakeEntity giver = bench.join(1, 100, 100);
        giveToAGhost(giver);
        assertEquals(ArenaGame.FIRST_GOLD, game.quantity(giver));
    }

    @Test
    void shouldIgnoreCommandsThatItDoesNotKnow() {
        final FakeEntity player = bench.join(1, 100, 100);
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[16]);
        bytes.putLong(0, -77);
        game.onCommand(5, player, bytes, 0, 8);
        game.onCommand(5, player, bytes, 0, 3);
        game.onCommand(5, player, bytes, 0, 0);
        assertEquals(ArenaGame.FIRST_GOLD, game.quantity(player));
        assertEquals(100, state.wrap(player).get(ArenaState.HEALTH));
    }

    @Test
    void shouldTakeFromAPileAndGiveBackWhenRich() {
        final FakeEntity pile = bench.add(ArenaGame.PILE, 101, 100, Terrain.height(101, 100));
        state.wrap(pile).set(ArenaState.GOLD, 1000);
        final FakeEntity player = bench.join(1, 100, 100);
        long most = 0;
        for (int i = 0; i < 1000; i++) {
            bench.run();
            most = Math.max(most, game.quantity(player));
        }
        assertEquals(1100, bench.total());
        assertTrue(most > 3 * ArenaGame.FIRST_GOLD && most <= 3 * ArenaGame.FIRST_GOLD + 5, "most " + most);
        assertTrue(game.quantity(player) < most);
    }

    @Test
    void shouldFillTheWorldTheSameEveryTimeAndOnlyWhereTheNodeOwns() {
        final GameBench first = new GameBench(new ArenaGame(20));
        final GameBench second = new GameBench(new ArenaGame(20));
        first.start();
        second.start();
        for (int i = 0; i < 200; i++) {
            first.run();
            second.run();
        }
        assertEquals(60, first.entities.size());
        for (int i = 0; i < 60; i++) {
            assertEquals(first.entities.get(i).x(), second.entities.get(i).x());
            assertEquals(first.entities.get(i).y(), second.entities.get(i).y());
        }
        assertFalse(first.entities.get(0).vx() == 0 && first.entities.get(0).vy() == 0);
    }

    @Test
    void shouldNameEntitiesInPrintableAscii() {
        final FakeEntity player = bench.join(1234567, 100, 100);
        final byte[] name = new byte[16];
        player.state().getBytes(player.stateOffset() + ArenaState.NAME, name);
        assertEquals("P001234567", new String(name, java.nio.charset.StandardCharsets.US_ASCII).trim());
    }

    @Test
    void shouldKeepTheSlopeGentle() {
        final Random random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            final double x = random.nextDouble() * 4096;
            final double y = random.nextDouble() * 4096;
            final double angle = random.nextDouble() * 2 * Math.PI;
            final double rise = Terrain.height(x + Math.cos(angle), y + Math.sin(angle)) - Terrain.height(x, y);
            assertTrue(Math.abs(rise) <= 0.121);
        }
    }

    @Test
    void shouldStayUnderThreeHundredLinesOfCode() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/java/io/octarchy/examples/arena"))) {
            final long lines = files.flatMap(ArenaGameTest::lines)
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.matches("(//|/\\*|\\*).*"))
                    .count();
            assertTrue(lines < 300, lines + " lines");
        }
    }

    private static Stream<String> lines(final Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (final IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void deliver(final ArenaGame to, final FakeEntity target) {
        for (final GameBench.Sent sent : bench.commands) {
            to.onCommand(sent.from(), target, new UnsafeBuffer(sent.bytes()), 0, sent.bytes().length);
        }
    }
}
