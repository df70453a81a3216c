package io.octarchy.simulator.cast;

import io.octarchy.simulator.net.Inbox;
import java.util.ArrayList;
import java.util.List;

/** Who listens where. Endpoints are of one life of a process and never used again. */
public final class Directory {
    private record Entry(String endpoint, int stream, Inbox inbox) {}

    private final List<Entry> entries = new ArrayList<>();
    private int lastStream;

    /** A stream id that nobody has. */
    int newStream() {
        return ++lastStream;
    }

    void add(final String endpoint, final int stream, final Inbox inbox) {
        entries.add(new Entry(endpoint, stream, inbox));
    }

    void remove(final String endpoint) {
        entries.removeIf(entry -> entry.endpoint.equals(endpoint));
    }

    /** Where a stream ends; null: nobody is there. */
    Inbox find(final String endpoint, final int stream) {
        for (final Entry entry : entries) {
            if (entry.stream == stream && entry.endpoint.equals(endpoint)) {
                return entry.inbox;
            }
        }
        return null;
    }
}
