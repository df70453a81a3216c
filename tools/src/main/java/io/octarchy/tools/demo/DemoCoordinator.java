package io.octarchy.tools.demo;

import io.octarchy.mesh.coordinator.aeron.CoordinatorServer;
import io.octarchy.tools.process.CoordinatorCluster;
import org.agrona.CloseHelper;

/**
 * The demo's coordinator, one of the two.
 *
 * @param server in this process, or null.
 * @param processes of its own, or null.
 */
record DemoCoordinator(CoordinatorServer server, CoordinatorCluster processes) implements AutoCloseable {
    String ingressEndpoints() {
        return server == null ? processes.ingressEndpoints() : server.ingressEndpoints();
    }

    @Override
    public void close() {
        CloseHelper.quietCloseAll(server, processes);
    }
}
