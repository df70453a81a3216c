package io.octarchy.simulator.cast;

import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.simulator.log.Cluster;
import io.octarchy.simulator.net.Network;
import java.util.SplittableRandom;

/**
 * What all processes of a simulated mesh share.
 *
 * @param random of launches and correlations, and of all that a process has from chance.
 * @param maxFrameLength of the streams between processes.
 */
public record Stage(
        MeshSettings settings,
        Network network,
        Cluster cluster,
        Directory directory,
        EventSink events,
        SplittableRandom random,
        int maxFrameLength) {}
