package io.octarchy.mesh.gateway;

import org.agrona.collections.Int2ObjectHashMap;

/** A bounded set of connections, found by the stream they send by. */
final class ConnectionTable {
    private final Connection[] inUse;
    private final Int2ObjectHashMap<Connection> bySource;
    private int size;
    private int lastClient;

    ConnectionTable(final int capacity) {
        inUse = new Connection[capacity];
        for (int i = 0; i < capacity; i++) {
            inUse[i] = new Connection();
        }
        bySource = new Int2ObjectHashMap<>(capacity * 2, 0.6f);
    }

    Connection bySource(final int source) {
        return bySource.get(source);
    }

    int size() {
        return size;
    }

    Connection at(final int index) {
        return inUse[index];
    }

    /** A free slot, or null when all are taken. */
    Connection allocate(final int source) {
        if (size == inUse.length) {
            return null;
        }
        final Connection connection = inUse[size];
        connection.index = size++;
        connection.source = source;
        connection.client = ++lastClient;
        connection.state = ConnectionState.CONNECTING;
        bySource.put(source, connection);
        return connection;
    }

    void free(final Connection connection) {
        bySource.remove(connection.source);
        connection.state = ConnectionState.CLOSED;
        connection.channel = null;
        connection.responseChannel = null;
        connection.isAnswerDue = false;
        final Connection last = inUse[--size];
        inUse[size] = connection;
        inUse[connection.index] = last;
        last.index = connection.index;
        connection.index = size;
    }
}
