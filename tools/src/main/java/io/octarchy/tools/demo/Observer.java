package io.octarchy.tools.demo;

import io.octarchy.mesh.event.disk.EventRingReader;
import io.octarchy.tools.checker.EventAdapter;
import io.octarchy.tools.checker.MeshChecker;
import io.octarchy.tools.record.RunRecorder;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.agrona.CloseHelper;
import org.agrona.concurrent.MessageHandler;

/** Reads all nodes' event rings, those that appear while it runs too, for the checker and the recorder. One thread. */
final class Observer implements AutoCloseable {
    /** How event rings' files end. */
    static final String SUFFIX = ".ring";

    private static final int READ_LIMIT = 512;
    private static final long SCAN_NS = 100_000_000L;

    private final Path directory;
    private final EventAdapter toChecker;
    private final EventAdapter toRecorder;
    private final MessageHandler handler = this::onMessage;
    private final Set<File> known = new LinkedHashSet<>();
    private final List<EventRingReader> rings = new ArrayList<>();
    private long scanAtNs;

    Observer(final Path directory, final MeshChecker checker, final RunRecorder recorder) {
        this.directory = directory;
        toChecker = new EventAdapter(checker);
        toRecorder = new EventAdapter(recorder);
    }

    /** Read what has come, a bounded part of it. */
    int doWork(final long nowNs) throws IOException {
        if (nowNs - scanAtNs >= 0) {
            scanAtNs = nowNs + SCAN_NS;
            scan();
        }
        int work = 0;
        for (final EventRingReader ring : rings) {
            work += ring.read(handler, READ_LIMIT);
        }
        return work;
    }

    private void onMessage(
            final int type, final org.agrona.MutableDirectBuffer buffer, final int index, final int length) {
        toRecorder.onMessage(type, buffer, index, length);
        toChecker.onMessage(type, buffer, index, length);
    }

    private void scan() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (final Path path : files) {
                final File file = path.toFile();
                if (!known.contains(file) && EventRingReader.isReady(file)) {
                    known.add(file);
                    rings.add(EventRingReader.open(file));
                }
            }
        }
    }

    /** Frames that were no events. */
    long malformed() {
        return toChecker.malformed();
    }

    @Override
    public void close() {
        CloseHelper.closeAll(rings);
    }
}
