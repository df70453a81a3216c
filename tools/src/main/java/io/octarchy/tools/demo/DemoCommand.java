package io.octarchy.tools.demo;

import io.octarchy.mesh.config.ConfigException;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.config.WorldSettings;
import io.octarchy.tools.cli.CommandFailure;
import io.octarchy.tools.cli.EarlyEnd;
import io.octarchy.tools.cli.ExitCode;
import io.octarchy.tools.config.ConfigFiles;
import io.octarchy.tools.record.RunSummary;
import io.octarchy.tools.report.RunFiles;
import io.octarchy.tools.swarm.scenario.Area;
import io.octarchy.tools.swarm.scenario.Scenario;
import io.octarchy.tools.swarm.scenario.ScenarioKind;
import io.octarchy.tools.trace.TraceException;
import io.octarchy.tools.trace.TraceFile;
import io.octarchy.tools.trace.Traces;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The main job on embedded defaults. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "One world on several nodes, with synthetic players: coordinator, nodes, gateway, checker, report.")
public final class DemoCommand implements Callable<ExitCode> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--nodes", description = "Nodes at the start. Default: 4; in rush-hour --min-nodes.")
    private Integer nodes;

    @Option(names = "--min-nodes", description = "In rush-hour: nodes at least. Default: 1.")
    private Integer minNodes;

    @Option(names = "--max-nodes", description = "In rush-hour: nodes at most. Default: 8, or twice --nodes.")
    private Integer maxNodes;

    @Option(
            names = "--node-capacity",
            paramLabel = "LOAD",
            defaultValue = "0",
            description = "Load a node carries, in plain entities; 0: derived and printed.")
    private long capacity;

    @Option(names = "--players", defaultValue = "517", description = "How many. Default: ${DEFAULT-VALUE}.")
    private int players;

    @Option(names = "--seconds", defaultValue = "60", description = "How long. Default: ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(
            names = "--scenario",
            defaultValue = "trace",
            description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private ScenarioKind scenario;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "Recorded movement for the scenario trace, .csv or .csv.gz. Default: the built-in one.")
    private Path trace;

    @Option(
            names = "--rate",
            defaultValue = "10",
            description = "Inputs a second of a player. Default: ${DEFAULT-VALUE}.")
    private double rate;

    @Option(
            names = "--isolation",
            defaultValue = "in-process",
            description = "in-process: nodes are threads; process: each is a JVM with its own media driver.")
    private String isolation;

    @Option(
            names = "--kill-at",
            paramLabel = "SECONDS",
            defaultValue = "-1",
            description = "Kill one node this long into the run; below 0: never.")
    private double killAt;

    @Option(names = "--seed", defaultValue = "1", description = "Of the players' chance. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--report", paramLabel = "DIR", defaultValue = "out", description = "Folder. Default: out.")
    private Path report;

    @Option(names = "--config", paramLabel = "FILE", description = "Settings of the mesh (HOCON).")
    private Path config;

    @Option(names = "--headless", description = "No live page.")
    private boolean headless;

    @Option(names = "--json", description = "Print the summary as one JSON object, the last line of standard output.")
    private boolean json;

    @Override
    public ExitCode call() throws Exception {
        return EarlyEnd.orderly(this::play);
    }

    private ExitCode play() throws IOException {
        final PrintStream status = System.err;
        final DemoSettings demo = settings();
        final MeshSettings mesh = demo.mesh(ConfigFiles.load(config).settings());
        final DemoRun run = new DemoRun(demo, mesh, play(mesh.world()), commandLine(), Interference.NONE, status);
        final RunSummary summary = run.run();
        status.println("report: " + report.resolve(RunFiles.REPORT));
        spec.commandLine().getOut().println(json ? summary.line() : summary.text());
        spec.commandLine().getOut().flush();
        return run.isGood() ? ExitCode.GOOD : ExitCode.FAILED_CHECK;
    }

    private String commandLine() {
        return "octarchy "
                + String.join(" ", spec.commandLine().getParseResult().originalArgs());
    }

    private DemoSettings settings() {
        if (!isolation.equals("in-process") && !isolation.equals("process")) {
            throw usage("--isolation " + isolation + " is neither in-process nor process");
        }
        try {
            return DemoSettings.of(
                    nodes,
                    minNodes,
                    maxNodes,
                    capacity,
                    players,
                    seconds,
                    scenario,
                    trace,
                    rate,
                    isolation.equals("process"),
                    killAt,
                    seed,
                    report);
        } catch (final ConfigException e) {
            throw usage(e.getMessage());
        }
    }

    private Scenario play(final WorldSettings world) {
        try {
            return scenario.create(new Area(world.minX(), world.minY(), world.edgeMetres()), seed, seconds, traces());
        } catch (final IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.CONFIGURATION, e.getMessage(), "Or choose another --trace.");
        }
    }

    private Traces traces() {
        if (scenario != ScenarioKind.TRACE) {
            if (trace != null) {
                throw usage("--trace needs --scenario trace");
            }
            return null;
        }
        try {
            return trace == null ? TraceFile.builtIn() : TraceFile.read(trace);
        } catch (final TraceException e) {
            throw new CommandFailure(ExitCode.CONFIGURATION, e.getMessage(), e.remedy());
        }
    }

    private ParameterException usage(final String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
