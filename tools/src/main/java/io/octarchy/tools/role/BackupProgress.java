package io.octarchy.tools.role;

import io.octarchy.codec.control.BackupPhase;
import io.octarchy.codec.control.BackupStateDecoder;
import java.util.ArrayList;
import java.util.List;

/**
 * How a backup fares.
 *
 * @param number as the operator named it.
 * @param image tick of it, 0: not known yet.
 * @param fence newest when it was named.
 * @param nextIncarnation above all incarnations then.
 * @param nodes incarnations of those that have parts of it.
 * @param done how many of them have written theirs.
 * @param text why it failed.
 */
record BackupProgress(
        int number,
        BackupPhase phase,
        long image,
        int world,
        long mesh,
        int fence,
        int nextIncarnation,
        List<Integer> nodes,
        int done,
        String text) {
    BackupProgress {
        nodes = List.copyOf(nodes);
    }

    static BackupProgress of(final BackupStateDecoder message) {
        final List<Integer> nodes = new ArrayList<>();
        int done = 0;
        for (final BackupStateDecoder.NodesDecoder node : message.nodes()) {
            nodes.add(node.incarnation());
            done += node.done();
        }
        return new BackupProgress(
                message.number(),
                message.phase(),
                message.image(),
                message.world(),
                message.mesh(),
                message.fence(),
                message.nextIncarnation(),
                nodes,
                done,
                message.text());
    }

    /** This page after those before it, or null for none. */
    BackupProgress after(final BackupProgress before) {
        if (before == null || before.image != image) {
            return this;
        }
        final List<Integer> all = new ArrayList<>(before.nodes);
        all.addAll(nodes);
        return new BackupProgress(
                number, phase, image, world, mesh, fence, nextIncarnation, all, before.done + done, text);
    }
}
