package io.octarchy.tools.doctor;

import io.octarchy.tools.cli.ExitCode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Checks the machine before a mesh does. */
@Command(name = "doctor", mixinStandardHelpOptions = true, description = "Check whether this machine can run a mesh.")
public final class DoctorCommand implements Callable<ExitCode> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--port",
            split = ",",
            paramLabel = "PORT",
            description = "ports that must be free (${DEFAULT-VALUE})",
            defaultValue = "8080,9000")
    private List<Integer> ports;

    @Option(names = "--json", description = "one JSON object as the last line")
    private boolean json;

    @Override
    public ExitCode call() {
        final MachineChecks checks =
                new MachineChecks(Path.of("/dev/shm"), Path.of(System.getProperty("java.io.tmpdir")), Path.of(""));
        final List<Finding> found = checks.all(ports);
        final boolean good = found.stream().allMatch(Finding::good);
        final PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(toJson(found, good));
        } else {
            found.forEach(finding -> print(out, finding));
        }
        out.flush();
        return good ? ExitCode.GOOD : ExitCode.CONFIGURATION;
    }

    private static void print(final PrintWriter out, final Finding finding) {
        out.println((finding.good() ? "✓ " : "✗ ") + finding.check() + ": " + finding.found());
        if (!finding.good()) {
            out.println("  " + finding.remedy());
        }
    }

    private static String toJson(final List<Finding> found, final boolean good) {
        final JsonMapper mapper = JsonMapper.builder().build();
        final ObjectNode all = mapper.createObjectNode().put("good", good);
        final ArrayNode checks = all.putArray("checks");
        found.forEach(finding -> checks.addObject()
                .put("check", finding.check())
                .put("good", finding.good())
                .put("found", finding.found())
                .put("remedy", finding.remedy()));
        return mapper.writeValueAsString(all);
    }
}
