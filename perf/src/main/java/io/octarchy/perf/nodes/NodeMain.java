package io.octarchy.perf.nodes;

import io.aeron.driver.MediaDriver;
import io.octarchy.mesh.launch.MeshNode;
import io.octarchy.perf.roundtrip.IdleMode;
import io.octarchy.replicator.aeron.MediaDrivers;
import java.io.IOException;
import java.nio.file.Path;

/**
 * One node with a media driver of its own, until standard input ends. Arguments: idle mode, driver's directory,
 * coordinator, tick in nanoseconds, groups, entities of a group, event ring.
 */
public final class NodeMain {
    private NodeMain() {}

    public static void main(final String[] args) throws IOException {
        final IdleMode idle = IdleMode.valueOf(args[0]);
        try (MediaDriver driver =
                        MediaDriver.launch(MediaDrivers.context(args[1]).sharedIdleStrategy(idle.create()));
                MeshNode node = MeshNode.launch(new MeshNode.Context()
                        .aeronDirectoryName(driver.aeronDirectoryName())
                        .coordinator(args[2])
                        .settings(ShuttleSettings.of(Long.parseLong(args[3])))
                        .simulation(new ShuttleGame(Integer.parseInt(args[4]), Integer.parseInt(args[5])))
                        .eventRing(Path.of(args[6]))
                        .idleStrategy(idle.create()))) {
            while (System.in.read() >= 0 && !node.hasEnded()) {
                Thread.onSpinWait();
            }
        }
    }
}
