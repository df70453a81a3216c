package io.octarchy.tools.demo;

import io.octarchy.tools.record.RunRecorder;
import tools.jackson.databind.node.ObjectNode;

/** Whoever does something to the mesh of a demo while it runs. One thread calls. */
public interface Interference extends AutoCloseable {
    /** Leaves the mesh alone. */
    Interference NONE = new Interference() {};

    /** Puts a mark into the charts. */
    interface Marks {
        void mark(String kind, long value, String cause);
    }

    /** What must be a process of its own for it. */
    default Cast cast() {
        return Cast.PLAIN;
    }

    /** The mesh starts. */
    default void begin(final DemoMesh mesh, final Marks marks) {}

    /**
     * Do what is due.
     *
     * @param runningSeconds since all players are there, 0: they are not yet.
     * @return work done.
     */
    default int doWork(final long nowNs, final double runningSeconds) {
        return 0;
    }

    /** Was this fault to be expected? */
    default boolean excuses(final Throwable fault) {
        return false;
    }

    /** Is the mesh as it should be after all that was done to it? */
    default boolean isGood() {
        return true;
    }

    /**
     * Add figures to the summary.
     *
     * @param run all that was recorded.
     */
    default void tell(final ObjectNode summary, final RunRecorder run) {}

    /** The run is over: undo what still lasts. */
    @Override
    default void close() {}
}
