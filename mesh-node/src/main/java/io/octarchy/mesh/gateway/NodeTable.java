package io.octarchy.mesh.gateway;

import io.octarchy.codec.control.MemberState;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Int2ObjectHashMap;

/** Nodes that the coordinator listed, alive and gone. When there is no room those gone longest are forgotten first. */
final class NodeTable {
    private final int capacity;
    private final List<Node> nodes = new ArrayList<>();
    private final Int2ObjectHashMap<Node> byIncarnation = new Int2ObjectHashMap<>();
    private final GatewayPorts ports;

    NodeTable(final int capacity, final GatewayPorts ports) {
        this.capacity = capacity;
        this.ports = ports;
    }

    /** The node of this incarnation, or null when it is not listed. */
    Node get(final int incarnation) {
        return byIncarnation.get(incarnation);
    }

    /** A new node, or null when all slots are held by nodes alive. */
    Node add(
            final int incarnation,
            final long driver,
            final int sessionStream,
            final String endpoint,
            final MemberState state) {
        if (nodes.size() == capacity && !forgetOneGone()) {
            return null;
        }
        final Node node = new Node(incarnation, driver, sessionStream, endpoint, state);
        nodes.add(node);
        byIncarnation.put(incarnation, node);
        return node;
    }

    /** Open and close channels as the list demands. */
    int doWork() {
        int work = 0;
        for (int i = 0; i < nodes.size(); i++) {
            final Node node = nodes.get(i);
            if (node.isAlive() && node.channel == null) {
                node.channel = ports.openNode(node.incarnation, node.driver, node.sessionStream, node.endpoint);
                work++;
            } else if (!node.isAlive() && node.channel != null) {
                close(node);
                work++;
            }
        }
        return work;
    }

    /** Forget all: another incarnation of this gateway learns the list anew. */
    void clear() {
        for (int i = 0; i < nodes.size(); i++) {
            close(nodes.get(i));
        }
        nodes.clear();
        byIncarnation.clear();
    }

    private void close(final Node node) {
        if (node.channel != null) {
            ports.close(node.channel);
            node.channel = null;
        }
    }

    private boolean forgetOneGone() {
        for (int i = 0; i < nodes.size(); i++) {
            final Node node = nodes.get(i);
            if (!node.isAlive()) {
                close(node);
                nodes.remove(i);
                byIncarnation.remove(node.incarnation);
                return true;
            }
        }
        return false;
    }
}
