package io.octarchy.tools.role;

import io.octarchy.codec.control.AdminOperation;
import io.octarchy.codec.control.MemberState;
import io.octarchy.tools.cli.CommandFailure;
import io.octarchy.tools.cli.ExitCode;
import io.octarchy.tools.role.MeshStatus.MemberStatus;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has a node die at once, for drills. */
@Command(
        name = "kill",
        mixinStandardHelpOptions = true,
        description =
                "Have a node die at once, as by SIGKILL: it hands over nothing, others take its entities over. Only"
                        + " where the coordinator's settings have operator.mayKill = true.")
public final class KillCommand implements Callable<ExitCode> {
    private static final long REPEAT_MS = 500;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(30);

    @Spec
    private CommandSpec spec;

    @Mixin
    private MeshOptions mesh;

    @Parameters(paramLabel = "NODE", description = "Its name, or its incarnation (see octarchy stat).")
    private String node;

    @Override
    public ExitCode call() throws InterruptedException {
        try (OperatorLink operator = new OperatorLink(mesh)) {
            final MemberStatus victim = operator.status().node(node);
            final OperatorLink.Reply reply = operator.carryOut(AdminOperation.KILL, victim.incarnation(), true);
            if (!reply.accepted()) {
                throw new CommandFailure(
                        ExitCode.CONFIGURATION,
                        victim.name() + " cannot be killed.",
                        "The coordinator says: " + reply.text() + ".");
            }
            spec.commandLine().getErr().println(reply.text() + "; waiting until its lease is over");
            spec.commandLine().getErr().flush();
            return await(operator, victim);
        }
    }

    /** The order may be lost on its way, so it is repeated while the node lives. */
    private ExitCode await(final OperatorLink operator, final MemberStatus victim) throws InterruptedException {
        final long startNs = System.nanoTime();
        while (true) {
            final MemberStatus now = operator.member(victim.incarnation());
            final long waitedNs = System.nanoTime() - startNs;
            if (now == null || !now.isLiving()) {
                final PrintWriter out = spec.commandLine().getOut();
                out.printf(
                        Locale.ROOT,
                        "%s %s after %.1f s%n",
                        victim.name(),
                        now != null && now.state() == MemberState.LEFT ? "had left in good order" : "is dead",
                        waitedNs / 1e9);
                out.flush();
                return ExitCode.GOOD;
            }
            if (waitedNs > PATIENCE_NS) {
                throw new CommandFailure(
                        ExitCode.FAILED_CHECK,
                        victim.name() + " lives on: it renews its lease but does not hear the order.",
                        "Kill its process on its machine; it is the member at " + victim.endpoint() + ".");
            }
            operator.carryOut(AdminOperation.KILL, victim.incarnation(), true);
            TimeUnit.MILLISECONDS.sleep(REPEAT_MS);
        }
    }
}
