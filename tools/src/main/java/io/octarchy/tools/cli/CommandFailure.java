package io.octarchy.tools.cli;

/**
 * A command cannot go on, for a reason that its user can understand and mend: told in two lines, without a stack
 * trace. Anything else that a command throws is a fault of ours and is shown whole.
 */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

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

    public ExitCode exitCode() {
        return exitCode;
    }

    public String remedy() {
        return remedy;
    }
}
