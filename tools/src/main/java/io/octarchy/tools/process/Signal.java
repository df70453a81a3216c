package io.octarchy.tools.process;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Signals that Java has no word for, sent by the system's own {@code kill}. */
public enum Signal {
    /** Stand still. */
    STOP,
    /** Go on. */
    CONT;

    /** Send it; a process that is gone hears nothing. Waits for the command, some milliseconds. */
    public void send(final long pid) {
        try {
            new ProcessBuilder("kill", "-" + name(), Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot run kill -" + name(), e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Can it be sent on this machine? */
    public static boolean isKnown() {
        try {
            return new ProcessBuilder(
                                    "kill",
                                    "-0",
                                    Long.toString(ProcessHandle.current().pid()))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (final IOException e) {
            return false;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
