package io.octarchy.tools.main;

import io.octarchy.tools.chaos.ChaosCommand;
import io.octarchy.tools.cli.CommandFailure;
import io.octarchy.tools.cli.ExitCode;
import io.octarchy.tools.config.ConfigCommand;
import io.octarchy.tools.demo.DemoCommand;
import io.octarchy.tools.doctor.DoctorCommand;
import io.octarchy.tools.report.ReportCommand;
import io.octarchy.tools.role.BackupCommand;
import io.octarchy.tools.role.CoordinatorCommand;
import io.octarchy.tools.role.DrainCommand;
import io.octarchy.tools.role.DriverCommand;
import io.octarchy.tools.role.GatewayCommand;
import io.octarchy.tools.role.KillCommand;
import io.octarchy.tools.role.MergeCommand;
import io.octarchy.tools.role.NodeCommand;
import io.octarchy.tools.role.RestoreCommand;
import io.octarchy.tools.role.SplitCommand;
import io.octarchy.tools.role.StatCommand;
import io.octarchy.tools.simulate.SimulateCommand;
import io.octarchy.tools.swarm.SwarmCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/**
 * The root of the command line. A subcommand is a {@code Callable<ExitCode>} listed in {@code subcommands} below. It
 * returns how it ended, and throws {@link CommandFailure} when it cannot go on.
 */
@Command(
        name = "octarchy",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "One world, an octree, many servers, no visible borders.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            ChaosCommand.class,
            CoordinatorCommand.class,
            NodeCommand.class,
            GatewayCommand.class,
            DriverCommand.class,
            SwarmCommand.class,
            StatCommand.class,
            DrainCommand.class,
            KillCommand.class,
            SplitCommand.class,
            MergeCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            SimulateCommand.class,
            ReportCommand.class,
            ConfigCommand.class,
            DoctorCommand.class
        })
public final class Octarchy implements Runnable {
    @Spec
    private CommandSpec spec;

    public static void main(final String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        final CommandLine commandLine = new CommandLine(new Octarchy());
        commandLine.setExecutionExceptionHandler(Octarchy::onException);
        commandLine.setExecutionStrategy(Octarchy::execute);
        return commandLine;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command.");
    }

    private static int execute(final ParseResult parsed) {
        final int standard = new CommandLine.RunLast().execute(parsed);
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        return last.commandSpec().commandLine().getExecutionResult() instanceof ExitCode exitCode
                ? exitCode.code()
                : standard;
    }

    private static int onException(final Exception fault, final CommandLine commandLine, final ParseResult parsed) {
        final PrintWriter err = commandLine.getErr();
        final CommandFailure failure = CommandFailure.of(fault);
        if (failure != null) {
            err.println("octarchy: " + failure.getMessage());
            err.println("  " + failure.remedy());
        } else {
            fault.printStackTrace(err);
        }
        err.flush();
        return failure == null
                ? ExitCode.FAILED_CHECK.code()
                : failure.exitCode().code();
    }
}
