package io.octarchy.simulator.log;

import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.coordinator.CoordinatorCore;
import io.octarchy.mesh.coordinator.Egress;
import io.octarchy.mesh.coordinator.IngressAdapter;
import io.octarchy.mesh.coordinator.state.StateReader;
import io.octarchy.mesh.coordinator.state.StateWriter;
import io.octarchy.space.partition.SheddingPartitioner;

/** One member of the cluster: the production service over its own copy of the state. */
final class Copy {
    private final int host;
    private final MeshSettings settings;
    private final Egress egress;
    private CoordinatorCore core;
    private IngressAdapter ingress;
    private long applied;

    Copy(final int host, final MeshSettings settings, final Egress egress) {
        this.host = host;
        this.settings = settings;
        this.egress = egress;
        begin();
    }

    private void begin() {
        core = new CoordinatorCore(settings, 1, new SheddingPartitioner(), egress);
        ingress = new IngressAdapter(core);
    }

    int host() {
        return host;
    }

    CoordinatorCore core() {
        return core;
    }

    /** Entries of the log that its state includes. */
    long applied() {
        return applied;
    }

    void apply(final LogEntry entry) {
        final long logTimeNs = entry.logTimeNs();
        switch (entry.kind()) {
            case OPEN -> core.onSessionOpen(logTimeNs, entry.session());
            case CLOSE -> core.onSessionClose(logTimeNs, entry.session());
            case MESSAGE ->
                ingress.onFrame(
                        logTimeNs,
                        entry.session(),
                        entry.bytes(),
                        0,
                        entry.bytes().capacity());
            case TIMER -> core.doWork(logTimeNs);
            case TERM -> core.onNewTerm(logTimeNs);
        }
        applied++;
    }

    StateWriter snapshot() {
        final StateWriter writer = new StateWriter();
        core.pass(writer);
        return writer;
    }

    /** Lose everything and begin with a snapshot; null: with nothing. The log since then is applied anew. */
    void restart(final StateWriter snapshot, final long position) {
        begin();
        if (snapshot != null) {
            core.pass(new StateReader(snapshot.buffer(), snapshot.length()));
        }
        applied = position;
    }
}
