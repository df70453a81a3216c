package io.octarchy.tools.role;

import io.octarchy.codec.control.AdminOperation;
import io.octarchy.codec.control.MemberState;
import io.octarchy.tools.cli.CommandFailure;
import io.octarchy.tools.cli.ExitCode;
import io.octarchy.tools.role.MeshStatus.MemberStatus;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Has a node hand over everything and leave. */
@Command(
        name = "drain",
        mixinStandardHelpOptions = true,
        description = "Have a node hand over all that it rules and leave; waits for it. Players stay connected.")
public final class DrainCommand implements Callable<ExitCode> {
    private static final long LOOK_MS = 250;

    @Spec
    private CommandSpec spec;

    @Mixin
    private MeshOptions mesh;

    @Parameters(paramLabel = "NODE", description = "Its name, or its incarnation (see octarchy stat).")
    private String node;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to wait. Default: ${DEFAULT-VALUE}.")
    private double timeoutSeconds;

    @Option(names = "--json", description = "Print the outcome as one JSON object on standard output.")
    private boolean json;

    @Override
    public ExitCode call() throws InterruptedException {
        if (!(timeoutSeconds > 0)) {
            throw new ParameterException(spec.commandLine(), "--timeout " + timeoutSeconds + " is not above 0");
        }
        try (OperatorLink operator = new OperatorLink(mesh)) {
            final MemberStatus before = operator.status().node(node);
            final OperatorLink.Reply reply = operator.carryOut(AdminOperation.DRAIN, before.incarnation(), true);
            if (!reply.accepted()) {
                throw new CommandFailure(
                        ExitCode.CONFIGURATION,
                        before.name() + " cannot be drained.",
                        "The coordinator says: " + reply.text() + ".");
            }
            tell(before.state() == MemberState.DRAINING ? before.name() + " drains already; waiting" : reply.text());
            return await(operator, before);
        }
    }

    private ExitCode await(final OperatorLink operator, final MemberStatus before) throws InterruptedException {
        final long startNs = System.nanoTime();
        String told = "";
        while (true) {
            final MemberStatus now = operator.member(before.incarnation());
            final double seconds = (System.nanoTime() - startNs) / 1e9;
            if (now == null || now.state() == MemberState.LEFT) {
                return done(before, seconds);
            }
            if (now.state() == MemberState.DEAD) {
                throw new CommandFailure(
                        ExitCode.FAILED_CHECK,
                        before.name() + " died while it drained.",
                        "What it still ruled is taken over by others; see octarchy stat.");
            }
            final String left = now.name() + ": " + now.entities() + " entities, " + now.sessions() + " sessions, "
                    + now.intervals() + " intervals left";
            if (!left.equals(told)) {
                told = left;
                tell(left);
            }
            if (seconds > timeoutSeconds) {
                throw new CommandFailure(
                        ExitCode.DRAIN_TIMED_OUT,
                        left + " after " + Math.round(timeoutSeconds) + " s.",
                        "It goes on draining. Repeat the command to wait longer; if entities do not become fewer, see"
                                + " by octarchy stat whether other nodes live and have room.");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
    }

    private ExitCode done(final MemberStatus before, final double seconds) {
        final PrintWriter out = spec.commandLine().getOut();
        if (json) {
            final Map<String, Object> outcome = new LinkedHashMap<>();
            outcome.put("node", before.name());
            outcome.put("incarnation", before.incarnation());
            outcome.put("entities", before.entities());
            outcome.put("seconds", Math.round(seconds * 1e3) / 1e3);
            out.println(JsonMapper.shared().writeValueAsString(outcome));
        } else {
            out.printf(Locale.ROOT, "%s has left: drained in %.1f s%n", before.name(), seconds);
        }
        out.flush();
        return ExitCode.GOOD;
    }

    private void tell(final String text) {
        final PrintWriter err = spec.commandLine().getErr();
        err.println(text);
        err.flush();
    }
}
