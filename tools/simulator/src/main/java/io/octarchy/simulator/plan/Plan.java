package io.octarchy.simulator.plan;

import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.simulator.net.Weather;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * One run, as its seed has it.
 *
 * @param random from which the run draws whatever is not planned.
 * @param coordinators copies of the coordinator's service.
 * @param cycleNs longest pause between two duty cycles of a process.
 * @param commitNs that an entry of the coordinator's log takes to be committed.
 * @param roamers of the game.
 * @param leaveShare chance of a player's input to be a farewell instead.
 * @param strollers players out of eight who stroll; then those who cross the world, those who swing; the rest follows.
 */
public record Plan(
        long seed,
        SplittableRandom random,
        MeshSettings settings,
        Weather weather,
        int nodes,
        int coordinators,
        int gateways,
        int players,
        int ticks,
        long cycleNs,
        long commitNs,
        int roamers,
        double leaveShare,
        int strollers,
        int crossers,
        int swingers,
        double reachMetres,
        List<FaultKind> faults) {
    private static final long MS = 1_000_000L;

    /** The run of a seed. */
    public static Plan of(final long seed, final Wishes wishes) {
        final SplittableRandom random = new SplittableRandom(seed);
        final int nodes = wishes.nodes() > 0 ? wishes.nodes() : Math.max(wishes.minNodes(), 1 + random.nextInt(6));
        final int players = wishes.players() > 0 ? wishes.players() : 10 + random.nextInt(150);
        final int ticks =
                wishes.ticks() > 0 ? wishes.ticks() : (wishes.faults().isEmpty() ? 600 : 1000) + random.nextInt(600);
        final int roamers = random.nextInt(60);
        final MeshSettings settings = MeshPlan.of(random, nodes, players, roamers);
        return new Plan(
                seed,
                random,
                settings,
                weather(random, players),
                nodes,
                random.nextBoolean() ? 3 : 1,
                1 + random.nextInt(2),
                players,
                ticks,
                pick(random, 1, 2, 4, 10) * MS,
                (1 + random.nextInt(8)) * MS,
                roamers,
                random.nextInt(3) == 0 ? 0.002 : 0,
                random.nextInt(6),
                random.nextInt(4),
                random.nextInt(4),
                pick(random, 10, 40, 100),
                wishes.faults());
    }

    /**
     * Mostly calm; now and then with delays of several ticks. What all players together are shown in the time of the longest
     * delay must find room on its way.
     */
    private static Weather weather(final SplittableRandom random, final int players) {
        return new Weather(
                20_000,
                pick(random, 0, 1, 5) * MS,
                pick(random, 0, 1, 5, 30) * MS,
                pick(random, 0, 0, 50, 200) * MS,
                2_000 * MS,
                Math.max(pick(random, 64, 256, 2048), 2 * players) * 1024);
    }

    static int pick(final SplittableRandom random, final int... values) {
        return values[random.nextInt(values.length)];
    }

    /** In a few words, for people. */
    public String summary() {
        return String.format(
                Locale.ROOT,
                "%d nodes, %d players, %d roamers, %.0f m, coordinator of %d, %d gateways, cycles of %d ms, %d ticks",
                nodes,
                players,
                roamers,
                settings.world().edgeMetres(),
                coordinators,
                gateways,
                cycleNs / MS,
                ticks);
    }
}
