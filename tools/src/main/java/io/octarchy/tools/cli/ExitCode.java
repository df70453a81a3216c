package io.octarchy.tools.cli;

/** What a command tells its caller; scripts depend on the numbers. */
public enum ExitCode {
    GOOD(0),
    /** A threshold was missed or an invariant was violated: the run itself worked. */
    FAILED_CHECK(1),
    /** Wrong command line. */
    USAGE(2),
    /** Wrong or missing setting, port in use, no room: the machine or the configuration must change first. */
    CONFIGURATION(3),
    /** A node was declared dead by its coordinator and gave up its authority. */
    LOST_LEASE(4),
    /** A node was told to leave and could not hand everything over in time. */
    DRAIN_TIMED_OUT(5);

    private final int code;

    ExitCode(final int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
