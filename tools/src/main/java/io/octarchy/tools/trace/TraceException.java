package io.octarchy.tools.trace;

/** A file of recorded movement cannot be used: the message says which, where and why, the remedy what to do. */
public final class TraceException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    TraceException(final String message, final String remedy) {
        super(message);
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }
}
