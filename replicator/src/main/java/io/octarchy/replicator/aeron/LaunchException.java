package io.octarchy.replicator.aeron;

/**
 * This machine, as it is now, cannot run what it was asked to. The message says what is wrong and what helps; both can be
 * had apart.
 */
public abstract class LaunchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String remedy;

    protected LaunchException(final String problem, final String remedy) {
        super(problem + " " + remedy);
        this.problem = problem;
        this.remedy = remedy;
    }

    /** What is wrong, one sentence. */
    public String problem() {
        return problem;
    }

    /** What to do about it, one sentence. */
    public String remedy() {
        return remedy;
    }
}
