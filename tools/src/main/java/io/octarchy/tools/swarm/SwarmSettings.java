package io.octarchy.tools.swarm;

/**
 * How a swarm plays.
 *
 * @param players how many.
 * @param inputsPerSecond of each player.
 * @param runNs how long, once those have gathered who are wanted at the start.
 * @param gatherNs waited for them at most.
 * @param loginsPerSecond at most.
 * @param tradeShare of the inputs with somebody near that press the trade button.
 * @param throwShare of all inputs that throw.
 * @param seed of chance.
 */
public record SwarmSettings(
        int players,
        double inputsPerSecond,
        long runNs,
        long gatherNs,
        double loginsPerSecond,
        double tradeShare,
        double throwShare,
        long seed) {
    public SwarmSettings {
        require(players >= 1 && players <= 1_000_000, "players " + players + " is not in 1..1000000");
        require(
                inputsPerSecond > 0 && inputsPerSecond <= 1000,
                "rate " + inputsPerSecond + " is not in 0..1000 a second");
        require(runNs > 0, "a run of " + runNs + " ns");
        require(gatherNs >= 0, "gathering for " + gatherNs + " ns");
        require(loginsPerSecond > 0, "logins " + loginsPerSecond + " a second");
        require(tradeShare >= 0 && tradeShare <= 1 && throwShare >= 0 && throwShare <= 1, "shares are from 0 to 1");
    }

    /** 10 inputs a second, 1,000 logins a second, up to 20 s to gather; a tenth of the chances to trade are taken. */
    public static SwarmSettings of(
            final int players, final double inputsPerSecond, final double runSeconds, final long seed) {
        return new SwarmSettings(
                players, inputsPerSecond, (long) (runSeconds * 1e9), 20_000_000_000L, 1000, 0.1, 0.005, seed);
    }

    private static void require(final boolean condition, final String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }
}
