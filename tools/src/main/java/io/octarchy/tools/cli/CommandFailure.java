package io.octarchy.tools.cli;

import io.octarchy.mesh.config.ConfigException;
import io.octarchy.replicator.aeron.LaunchException;

/**
 * A command cannot go on, for a reason that its user can understand and mend: told in two lines, without a stack
 * trace. Anything else that a command throws is a fault of ours and is shown whole.
 */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final String CONFIG_REMEDY =
            "See all settings, their defaults and origins by: octarchy config print --effective --origin";

    private static final String OPTION_REMEDY = "See the command's options by: octarchy COMMAND --help";

    private final ExitCode exitCode;
    private final String remedy;

    /**
     * @param exitCode what the process ends with
     * @param cause one sentence: what is wrong, naming the setting, file or port
     * @param remedy one sentence: what to do about it
     */
    public CommandFailure(final ExitCode exitCode, final String cause, final String remedy) {
        super(cause);
        this.exitCode = exitCode;
        this.remedy = remedy;
    }

    /**
     * What a fault means to the user of a command.
     *
     * @return null when it is a fault of ours.
     */
    public static CommandFailure of(final Throwable fault) {
        if (fault instanceof CommandFailure failure) {
            return failure;
        }
        if (fault instanceof ConfigException wrong) {
            final boolean isSetting = wrong.key().indexOf('.') > 0;
            return new CommandFailure(
                    ExitCode.CONFIGURATION, wrong.getMessage(), isSetting ? CONFIG_REMEDY : OPTION_REMEDY);
        }
        if (fault instanceof LaunchException unfit) {
            return new CommandFailure(ExitCode.CONFIGURATION, unfit.problem(), unfit.remedy());
        }
        return null;
    }

    public ExitCode exitCode() {
        return exitCode;
    }

    public String remedy() {
        return remedy;
    }
}
