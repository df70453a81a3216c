package io.octarchy.tools.chaos;

import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.config.WorldSettings;
import io.octarchy.tools.cli.CommandFailure;
import io.octarchy.tools.cli.EarlyEnd;
import io.octarchy.tools.cli.ExitCode;
import io.octarchy.tools.config.ConfigFiles;
import io.octarchy.tools.demo.DemoRun;
import io.octarchy.tools.demo.DemoSettings;
import io.octarchy.tools.process.Signal;
import io.octarchy.tools.record.RunSummary;
import io.octarchy.tools.report.RunFiles;
import io.octarchy.tools.swarm.scenario.Area;
import io.octarchy.tools.swarm.scenario.Scenario;
import io.octarchy.tools.swarm.scenario.ScenarioKind;
import io.octarchy.tools.trace.TraceException;
import io.octarchy.tools.trace.TraceFile;
import io.octarchy.tools.weather.Weather;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A demo whose processes and network are treated badly. */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        description = "A mesh of processes with synthetic players, and faults by a seeded schedule: kills, freezes,"
                + " lost media drivers, bad and cut networks, a coordinator that is away. The checker judges.")
public final class ChaosCommand implements Callable<ExitCode> {
    /** Load is no fault here: two nodes could carry it all. */
    private static final double NODES_LOADED = 2;

    private static final int OTHERS = 200;
    private static final double RATE = 10;

    @Spec
    private CommandSpec spec;

    @Option(names = "--seed", defaultValue = "1", description = "Of schedule and players. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--seconds", defaultValue = "120", description = "How long. Default: ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(names = "--nodes", defaultValue = "4", description = "How many, from 3. Default: ${DEFAULT-VALUE}.")
    private int nodes;

    @Option(names = "--players", defaultValue = "500", description = "How many. Default: ${DEFAULT-VALUE}.")
    private int players;

    @Option(
            names = "--coordinators",
            defaultValue = "1",
            description = "Members of the coordinator, 1 or 3. Default: ${DEFAULT-VALUE}.")
    private int coordinators;

    @Option(
            names = "--down-seconds",
            defaultValue = "8",
            description = "How long all of them are away in coordinators-down. Default: ${DEFAULT-VALUE}.")
    private double downSeconds;

    @Option(
            names = "--faults",
            defaultValue = "all",
            paramLabel = "all|LIST",
            description = "With commas between: kill, freeze-short, freeze-3s, freeze-10s, driver, loss, duplication,"
                    + " reordering, partition, isolation, coordinator-freeze, coordinator-kill,"
                    + " coordinators-down; with three coordinators also leader-kill, leader-freeze, coordinator-rolling."
                    + " Default: ${DEFAULT-VALUE}.")
    private String faults;

    @Option(
            names = "--pause-seconds",
            defaultValue = "2",
            description = "From the end of a fault to the next at least. Default: ${DEFAULT-VALUE}.")
    private double pauseSeconds;

    @Option(
            names = "--scenario",
            defaultValue = "trace",
            description = "What players do: roam, crowd, border-dance or trace. Default: ${DEFAULT-VALUE}.")
    private ScenarioKind scenario;

    @Option(names = "--report", paramLabel = "DIR", defaultValue = "out", description = "Folder. Default: out.")
    private Path report;

    @Option(names = "--config", paramLabel = "FILE", description = "Settings of the mesh (HOCON).")
    private Path config;

    @Option(names = "--json", description = "Print the summary as one JSON object, the last line of standard output.")
    private boolean json;

    @Override
    public ExitCode call() throws Exception {
        return EarlyEnd.orderly(this::play);
    }

    private ExitCode play() throws IOException {
        final PrintStream status = System.err;
        final ChaosSettings chaos;
        final DemoSettings demo;
        try {
            chaos = new ChaosSettings(
                    seed,
                    seconds,
                    nodes,
                    coordinators,
                    downSeconds,
                    pauseSeconds,
                    FaultKind.parse(faults, coordinators));
            demo = demo();
        } catch (final IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
        if (!Signal.isKnown()) {
            throw new CommandFailure(
                    ExitCode.CONFIGURATION,
                    "The command kill cannot be run: chaos needs it to stop processes.",
                    "Install it (procps), or leave the freezes out by --faults.");
        }
        final MeshSettings mesh = demo.mesh(ConfigFiles.load(config).settings());
        final Scenario play = scenario(mesh.world());
        final Path weather = Files.createTempDirectory("octarchy-chaos").resolve("weather");
        Weather.over(weather, 0);
        try {
            final DemoRun run = new DemoRun(
                    demo,
                    mesh,
                    play,
                    "octarchy "
                            + String.join(
                                    " ", spec.commandLine().getParseResult().originalArgs()),
                    new ChaosRun(chaos, mesh.lease(), weather),
                    status);
            final RunSummary summary = run.run();
            status.println("report: " + report.resolve(RunFiles.REPORT));
            spec.commandLine().getOut().println(json ? summary.line() : summary.text());
            spec.commandLine().getOut().flush();
            return run.isGood() ? ExitCode.GOOD : ExitCode.FAILED_CHECK;
        } finally {
            Files.deleteIfExists(weather);
            Files.deleteIfExists(weather.getParent());
        }
    }

    private Scenario scenario(final WorldSettings world) {
        final Area area = new Area(world.minX(), world.minY(), world.edgeMetres());
        try {
            return scenario.create(area, seed, seconds, scenario == ScenarioKind.TRACE ? TraceFile.builtIn() : null);
        } catch (final TraceException e) {
            throw new CommandFailure(ExitCode.CONFIGURATION, e.getMessage(), e.remedy());
        } catch (final IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.CONFIGURATION, e.getMessage(), "Or choose another --scenario.");
        }
    }

    private DemoSettings demo() {
        if (scenario == ScenarioKind.RUSH_HOUR) {
            throw new IllegalArgumentException(
                    "--scenario rush-hour changes the number of nodes, which is left to chaos here: choose another one");
        }
        final long capacity = (long) ((players + OTHERS) / NODES_LOADED);
        return DemoSettings.of(
                nodes,
                null,
                null,
                Math.max(100, capacity),
                players,
                seconds,
                scenario,
                null,
                RATE,
                true,
                -1,
                seed,
                report);
    }
}
