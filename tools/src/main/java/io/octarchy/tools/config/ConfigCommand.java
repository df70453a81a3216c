package io.octarchy.tools.config;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the commands on settings. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "Explain settings.",
        subcommands = ConfigPrintCommand.class)
public final class ConfigCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: print.");
    }
}
