package io.octarchy.tools.demo;

import io.octarchy.mesh.coordinator.aeron.CoordinatorServer;
import io.octarchy.tools.process.CoordinatorProcess;
import org.agrona.CloseHelper;

/**
 * The demo's coordinator, one of the two.
 *
 * @param server in this process, or null.
 * @param process of its own, or null.
 */
record DemoCoordinator(CoordinatorServer server, CoordinatorProcess process) implements AutoCloseable {
    String ingressEndpoints() {
        return server == null ? process.ingressEndpoints() : server.ingressEndpoints();
    }

    @Override
    public void close() {
        CloseHelper.quietCloseAll(server, process);
    }
}
