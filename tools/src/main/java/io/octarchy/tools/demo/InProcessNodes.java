package io.octarchy.tools.demo;

import io.octarchy.codec.event.LifeState;
import io.octarchy.examples.arena.ArenaGame;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.launch.MeshNode;
import io.octarchy.tools.record.EventStreams;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.ErrorHandler;

/** Nodes that are threads of this process and share its media driver. */
final class InProcessNodes implements DemoNodes {
    private final MeshSettings settings;
    private final String aeronDirectory;
    private final String coordinator;
    private final Path events;
    private final ErrorHandler errors;
    private final Map<Long, MeshNode> nodes = new LinkedHashMap<>();

    InProcessNodes(
            final MeshSettings settings,
            final String aeronDirectory,
            final String coordinator,
            final Path events,
            final ErrorHandler errors) {
        this.settings = settings;
        this.aeronDirectory = aeronDirectory;
        this.coordinator = coordinator;
        this.events = events;
        this.errors = errors;
    }

    @Override
    public synchronized Outcome start(final long launch) {
        nodes.computeIfAbsent(
                launch,
                id -> MeshNode.launch(new MeshNode.Context()
                        .aeronDirectoryName(aeronDirectory)
                        .coordinator(coordinator)
                        .simulation(new ArenaGame(ArenaGame.ROAMERS))
                        .settings(settings)
                        .name("node-" + Long.toHexString(id))
                        .launch(id)
                        .eventRing(events.resolve(Long.toHexString(id) + EventStreams.SUFFIX))
                        .errorHandler(errors)));
        return Outcome.DONE;
    }

    @Override
    public synchronized Outcome stop(final long launch) {
        final MeshNode node = nodes.remove(launch);
        if (node != null) {
            node.close();
        }
        return Outcome.DONE;
    }

    @Override
    public Outcome kill(final long launch) {
        return stop(launch);
    }

    @Override
    public synchronized boolean knows(final long launch) {
        return nodes.containsKey(launch);
    }

    @Override
    public String reason(final long launch) {
        return "";
    }

    @Override
    public synchronized List<Long> running() {
        return new ArrayList<>(nodes.keySet());
    }

    @Override
    public synchronized String failure() {
        for (final MeshNode node : nodes.values()) {
            if (node.refusal() != null) {
                return node.refusal();
            }
            if (node.life() == LifeState.DECLARED_DEAD) {
                return "node " + node.incarnation() + " was declared dead: it was silent for longer than its lease";
            }
        }
        return null;
    }

    @Override
    public synchronized void close() {
        nodes.values().forEach(MeshNode::close);
        nodes.clear();
    }
}
