package io.octarchy.tools.chaos;

import io.octarchy.mesh.config.ConfigException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What befalls the mesh.
 *
 * @param seconds of the run.
 * @param nodes at the start.
 * @param coordinators members of the coordinator.
 * @param downSeconds how long all of them are away in coordinators-down.
 * @param pauseSeconds from the end of a fault to the next at least.
 */
record ChaosSettings(
        long seed,
        double seconds,
        int nodes,
        int coordinators,
        double downSeconds,
        double pauseSeconds,
        List<FaultKind> kinds) {
    /** One node is lost, one rules, and one stands by. */
    private static final int LEAST_NODES = 3;

    private static final double LEAST_SECONDS = 20;
    private static final double CALM_SECONDS = 20;
    private static final double CALM_SHARE = 0.4;

    /** @throws ConfigException when it is impossible. */
    ChaosSettings {
        ConfigException.require(
                nodes >= LEAST_NODES && nodes <= 16,
                "--nodes",
                nodes + " is not in " + LEAST_NODES
                        + "..16: while one node is lost, its entities need one that rules and one that stands by");
        ConfigException.require(
                seconds >= LEAST_SECONDS && seconds <= 86_400,
                "--seconds",
                seconds + " is not in 20..86400: a fault, and time to recover from it, need as long");
        ConfigException.require(
                coordinators == 1 || coordinators == 3,
                "--coordinators",
                coordinators + " is neither 1 nor 3, of which one may fail");
        ConfigException.require(
                downSeconds >= 1 && downSeconds <= 600, "--down-seconds", downSeconds + " is not in 1..600");
        ConfigException.require(
                pauseSeconds >= 0.1 && pauseSeconds <= 600, "--pause-seconds", pauseSeconds + " is not in 0.1..600");
        kinds = List.copyOf(kinds);
    }

    /** Seconds at the end without a new fault. */
    double calmSeconds() {
        return Math.min(CALM_SECONDS, CALM_SHARE * seconds);
    }

    /** What the seed gives. */
    List<Fault> schedule() {
        return Schedule.of(seed, kinds, ns(pauseSeconds), ns(seconds - calmSeconds())).stream()
                .map(fault -> fault.kind() == FaultKind.COORDINATORS_DOWN
                        ? new Fault(fault.atNs(), fault.kind(), fault.target(), ns(downSeconds))
                        : fault)
                .toList();
    }

    private static long ns(final double seconds) {
        return Math.round(seconds * TimeUnit.SECONDS.toNanos(1));
    }
}
