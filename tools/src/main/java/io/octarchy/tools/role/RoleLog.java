package io.octarchy.tools.role;

import io.aeron.exceptions.AeronException;
import io.octarchy.mesh.coordinator.aeron.UnreachableException;
import io.octarchy.replicator.aeron.LaunchException;
import java.io.PrintStream;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.AgentTerminationException;

/**
 * What a role tells its operator: a line each on standard error. A fault that repeats is told when it has happened for the
 * first, second, fourth, eighth time and so on. Thread safe.
 */
final class RoleLog implements ErrorHandler {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final int MAX_FAULTS = 256;

    private final String role;
    private final PrintStream out;
    private final Map<String, Integer> faults = new LinkedHashMap<>();

    RoleLog(final String role, final PrintStream out) {
        this.role = role;
        this.out = out;
    }

    synchronized void say(final String text) {
        out.println(TIME.format(LocalTime.now()) + " " + role + ": " + text);
    }

    @Override
    public synchronized void onError(final Throwable fault) {
        if (fault instanceof AgentTerminationException) {
            return;
        }
        final boolean unreachable = fault instanceof UnreachableException;
        final String text =
                unreachable ? fault.getMessage() : fault.getClass().getSimpleName() + ": " + fault.getMessage();
        // Numbers in a message are ports, ids and times: they do not make another fault of it.
        final int times = faults.merge(text.replaceAll("[0-9]+", "#"), 1, Integer::sum);
        if (Integer.bitCount(times) == 1) {
            say(text + (times == 1 ? "" : " (" + times + " times)"));
            if (times == 1
                    && !unreachable
                    && !(fault instanceof AeronException)
                    && !(fault instanceof LaunchException)) {
                fault.printStackTrace(out);
            }
        }
        if (faults.size() > MAX_FAULTS) {
            faults.clear();
        }
    }
}
