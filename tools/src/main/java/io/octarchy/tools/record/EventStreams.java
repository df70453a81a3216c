package io.octarchy.tools.record;

import io.octarchy.codec.event.MessageHeaderDecoder;
import io.octarchy.mesh.event.disk.EventRingReader;
import io.octarchy.tools.checker.EventAdapter;
import io.octarchy.tools.checker.MeshChecker;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;

/**
 * Reads the event rings of a directory, those that appear later too, in turns and each to its end also when its writer was
 * killed: first for the checker, then for the recorder. One thread calls; {@link #poll} does a bounded piece of work.
 */
public final class EventStreams implements AutoCloseable {
    /** Rings are files that end so. */
    public static final String SUFFIX = ".events";

    private static final int FRAMES_A_TURN = 64;
    private static final int TURNS_BETWEEN_LOOKS = 256;

    private final File directory;
    private final MeshChecker checker;
    private final EventAdapter forChecker;
    private final EventAdapter forRecorder;
    private final List<Stream> streams = new ArrayList<>();
    private int turns;

    public EventStreams(final Path directory, final MeshChecker checker, final RunRecorder recorder) {
        this.directory = directory.toFile();
        this.checker = checker;
        forChecker = new EventAdapter(checker);
        forRecorder = new EventAdapter(recorder);
    }

    /** Read from each ring once; returns the number of frames. */
    public int poll() {
        if (turns++ % TURNS_BETWEEN_LOOKS == 0) {
            look();
        }
        int frames = 0;
        for (int i = 0; i < streams.size(); i++) {
            frames += streams.get(i).poll();
        }
        return frames;
    }

    /** Read until nothing is left, rings that appeared just now included. */
    public void drain() {
        look();
        while (poll() > 0) {
            Thread.onSpinWait();
        }
    }

    private void look() {
        final File[] files = directory.listFiles((parent, name) -> name.endsWith(SUFFIX));
        if (files != null) {
            for (final File file : files) {
                if (streams.stream().noneMatch(stream -> stream.reader.file().equals(file))
                        && EventRingReader.isReady(file)) {
                    streams.add(new Stream(EventRingReader.open(file)));
                }
            }
        }
        streams.forEach(Stream::endIfWriterGone);
    }

    /** Frames that were no events. */
    public long malformed() {
        return forChecker.malformed();
    }

    @Override
    public void close() {
        streams.forEach(stream -> stream.reader.close());
    }

    private final class Stream implements MessageHandler {
        private final EventRingReader reader;
        private int incarnation;
        private boolean known;
        private boolean ended;

        Stream(final EventRingReader reader) {
            this.reader = reader;
        }

        int poll() {
            return ended ? 0 : reader.read(this, FRAMES_A_TURN);
        }

        void endIfWriterGone() {
            if (!ended && reader.isWriterGone() && reader.size() == 0) {
                ended = true;
                if (known) {
                    checker.onStreamEnded(incarnation);
                }
            }
        }

        @Override
        public void onMessage(final int type, final MutableDirectBuffer buffer, final int index, final int length) {
            forChecker.onFrame(buffer, index, length);
            forRecorder.onFrame(buffer, index, length);
            if (length >= MessageHeaderDecoder.ENCODED_LENGTH + Integer.BYTES) {
                // Every event begins with the node that tells it.
                incarnation =
                        buffer.getInt(index + MessageHeaderDecoder.ENCODED_LENGTH, MessageHeaderDecoder.BYTE_ORDER);
                known = true;
            }
        }
    }
}
