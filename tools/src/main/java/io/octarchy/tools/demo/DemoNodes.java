package io.octarchy.tools.demo;

import io.octarchy.mesh.fleet.NodeProvider;
import java.util.List;

/** The demo's nodes, in this process or in processes of their own. */
public interface DemoNodes extends NodeProvider, AutoCloseable {
    /** Launch ids of the nodes that run. */
    List<Long> running();

    /** Why a node ended that should not have, or null. */
    String failure();

    @Override
    void close();
}
