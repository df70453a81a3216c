package io.octarchy.tools.swarm;

import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.config.WorldSettings;
import io.octarchy.tools.checker.view.ClientViewChecker;
import io.octarchy.tools.checker.view.ViewLimits;
import io.octarchy.tools.cli.CommandFailure;
import io.octarchy.tools.cli.EarlyEnd;
import io.octarchy.tools.cli.ExitCode;
import io.octarchy.tools.config.ConfigFiles;
import io.octarchy.tools.swarm.scenario.Area;
import io.octarchy.tools.swarm.scenario.Scenario;
import io.octarchy.tools.swarm.scenario.ScenarioKind;
import io.octarchy.tools.trace.TraceException;
import io.octarchy.tools.trace.TraceFile;
import io.octarchy.tools.trace.Traces;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.SystemNanoClock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Synthetic players against a running mesh. */
@Command(
        name = "swarm",
        mixinStandardHelpOptions = true,
        description = "Synthetic players against a running mesh; measures what they feel and checks what they see.")
public final class SwarmCommand implements Callable<ExitCode> {
    private static final int SESSIONS_CHECKED = 500;

    private final LinkFactory links;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--endpoint",
            paramLabel = "HOST:PORT",
            defaultValue = "localhost:9100",
            description = "A gateway's address for clients. Default: ${DEFAULT-VALUE}.")
    private String endpoint;

    @Option(names = "--players", defaultValue = "200", description = "How many. Default: ${DEFAULT-VALUE}.")
    private int players;

    @Option(
            names = "--first-player",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "Number of the first; a swarm beside this one needs others. Default: ${DEFAULT-VALUE}.")
    private long firstPlayer;

    @Option(
            names = "--seconds",
            defaultValue = "60",
            description = "How long they play once all have gathered. Default: ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(
            names = "--scenario",
            defaultValue = "roam",
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
            description = "Inputs a second of each player. Default: ${DEFAULT-VALUE}.")
    private double rate;

    @Option(names = "--seed", defaultValue = "1", description = "Of all chance. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            defaultValue = "out",
            description = "Folder for swarm.hlog and summary.json. Default: ${DEFAULT-VALUE}.")
    private Path report;

    @Option(
            names = "--threshold",
            paramLabel = "METRIC<BOUND",
            description = "What the run must keep, as 'inputToView.p99<150ms'; repeatable.")
    private List<String> thresholds = new ArrayList<>();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings of the mesh; octarchy.conf of this folder if present.")
    private Path config;

    @Option(names = "--json", description = "Print the summary as one JSON object on the last line of standard output.")
    private boolean json;

    public SwarmCommand() {
        this(OwnDriver::connect);
    }

    SwarmCommand(final LinkFactory links) {
        this.links = links;
    }

    /** Opens the way to a gateway. */
    interface LinkFactory {
        /** @throws CommandFailure when the way cannot be opened. */
        PlayerLink connect(String endpoint, long firstPlayer, int players, long seed);
    }

    @Override
    public ExitCode call() throws Exception {
        return EarlyEnd.orderly(this::play);
    }

    private ExitCode play() throws IOException {
        final List<Threshold> bounds = parsedThresholds();
        final SwarmSettings settings = settings();
        final MeshSettings mesh = ConfigFiles.load(config).settings();
        final Scenario play = play(mesh.world());
        final SwarmMetrics metrics = new SwarmMetrics();
        final ClientViewChecker checker = new ClientViewChecker(
                ViewLimits.of(mesh), players, mesh.view().maxVisible(), Math.max(1, players / SESSIONS_CHECKED));
        final Map<String, Object> result;
        try (PlayerLink link = links.connect(endpoint, firstPlayer, players, seed)) {
            final Swarm swarm = new Swarm(settings, play, link, checker, metrics);
            final SwarmRun run =
                    new SwarmRun(settings, link, swarm, metrics, checker, SystemNanoClock.INSTANCE, idle(), System.err);
            result = run.run(report);
        }
        checker.texts().forEach(System.err::println);
        return judge(result, bounds, checker);
    }

    private static BackoffIdleStrategy idle() {
        return new BackoffIdleStrategy(10, 10, 1_000, 100_000);
    }

    private ExitCode judge(
            final Map<String, Object> result, final List<Threshold> bounds, final ClientViewChecker checker) {
        boolean good = checker.violations() == 0;
        final PrintWriter err = spec.commandLine().getErr();
        for (final Threshold bound : bounds) {
            final String missed = bound.missed(result);
            if (missed != null) {
                err.println("octarchy: threshold missed: " + missed);
                good = false;
            }
        }
        err.flush();
        final PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(SwarmRun.json(result));
        } else {
            result.forEach((name, value) -> out.println(name + ": " + value));
        }
        out.flush();
        return good ? ExitCode.GOOD : ExitCode.FAILED_CHECK;
    }

    private List<Threshold> parsedThresholds() {
        final List<Threshold> parsed = new ArrayList<>();
        for (final String text : thresholds) {
            try {
                parsed.add(Threshold.parse(text));
            } catch (final IllegalArgumentException e) {
                throw usage("--threshold " + e.getMessage());
            }
            if (!Threshold.has(
                    SwarmReport.empty(), parsed.get(parsed.size() - 1).metric())) {
                throw usage("--threshold '" + text + "': there is no such metric; the report has "
                        + SwarmReport.empty().keySet());
            }
        }
        return parsed;
    }

    private SwarmSettings settings() {
        if (!(seconds > 0 && seconds <= 1e6)) {
            throw usage("--seconds " + seconds + " is not in 0..1000000");
        }
        try {
            return SwarmSettings.of(players, rate, seconds, seed);
        } catch (final IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    private Scenario play(final WorldSettings world) {
        final Area area = new Area(world.minX(), world.minY(), world.edgeMetres());
        try {
            return scenario.create(area, seed, seconds, traces());
        } catch (final IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.CONFIGURATION, e.getMessage(), "Or choose another --trace.");
        }
    }

    private Traces traces() {
        if (scenario != ScenarioKind.TRACE) {
            if (trace != null) {
                throw usage("--trace needs --scenario trace, not "
                        + scenario.toString().toLowerCase(Locale.ROOT));
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
