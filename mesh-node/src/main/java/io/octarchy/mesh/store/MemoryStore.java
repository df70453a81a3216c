package io.octarchy.mesh.store;

import io.octarchy.replicator.frame.FrameChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A whole store in memory, for tests and the simulator: two maps, their writer, and the way to it. Frames wait until
 * {@link #doWork} is called: a slow medium is one for which that is called seldom.
 */
public final class MemoryStore {
    private static final int MAX_FRAME = 16 * 1024;

    private final MemoryRecordMap[] maps = {new MemoryRecordMap(), new MemoryRecordMap()};
    private final MemoryParts parts = new MemoryParts();
    private Way way = new Way();
    private ImageWriter writer;
    private StoreLink link;

    /**
     * A process opens the store.
     *
     * @param life what {@link #read} gave, null when the store is new.
     */
    public StoreLink open(final StoredLife life) {
        final StoreProgress progress = new StoreProgress();
        way = new Way();
        writer = new ImageWriter(
                maps[0], life == null ? 0 : life.tick(0), maps[1], life == null ? 0 : life.tick(1), progress, parts);
        link = new StoreLink(way, progress);
        return link;
    }

    /** What the store remembers. */
    public StoredLife read(final int maxEntities, final int maxLuggage) {
        return StoredLife.read(maps[0], maps[1], maxEntities, maxLuggage);
    }

    /** The first image is one that comes from a backup; before the store is opened. */
    public void restore(final StoredPart part) {
        for (final byte[] record : part.records()) {
            maps[0].put(StoredPart.entity(record), record, record.length);
        }
        maps[0].put(RecordSeal.IMAGE_KEY, part.imageRecord(), part.imageRecord().length);
        maps[0].sync();
    }

    public MemoryRecordMap map(final int index) {
        return maps[index];
    }

    /** Parts of backups that this store wrote. */
    public MemoryParts parts() {
        return parts;
    }

    /** Write up to so many frames. @return how many there were. */
    public int doWork(final int limit) {
        int work = 0;
        while (work < limit && !way.frames.isEmpty()) {
            final byte[] frame = way.frames.poll();
            writer.onFrame(new UnsafeBuffer(frame), 0, frame.length);
            work++;
        }
        return work;
    }

    /** The process has died: what it had not handed to the medium yet is gone. */
    public void onProcessDied() {
        way.frames.clear();
    }

    private static final class Way implements FrameChannel {
        private final Deque<byte[]> frames = new ArrayDeque<>();
        private UnsafeBuffer claimed;

        @Override
        public int claim(final int length) {
            claimed = new UnsafeBuffer(new byte[length]);
            return 0;
        }

        @Override
        public MutableDirectBuffer buffer() {
            return claimed;
        }

        @Override
        public void commit() {
            frames.add(claimed.byteArray());
        }

        @Override
        public void abort() {}

        @Override
        public int maxFrameLength() {
            return MAX_FRAME;
        }

        @Override
        public boolean isConnected() {
            return true;
        }
    }
}
