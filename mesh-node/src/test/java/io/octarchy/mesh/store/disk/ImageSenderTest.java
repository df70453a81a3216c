package io.octarchy.mesh.store.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.octarchy.codec.control.JoinedDecoder;
import io.octarchy.codec.control.JoinedEncoder;
import io.octarchy.codec.control.MessageHeaderDecoder;
import io.octarchy.codec.control.MessageHeaderEncoder;
import io.octarchy.mesh.authority.AuthorityRole;
import io.octarchy.mesh.authority.AuthorityTable;
import io.octarchy.mesh.authority.Luggage;
import io.octarchy.mesh.store.ImageSender;
import io.octarchy.mesh.store.ImageWriter;
import io.octarchy.mesh.store.MemoryParts;
import io.octarchy.mesh.store.MemoryRecordMap;
import io.octarchy.mesh.store.StoreLink;
import io.octarchy.mesh.store.StoreProgress;
import io.octarchy.mesh.store.StoredLife;
import io.octarchy.replicator.slab.EntitySlab;
import java.lang.management.ManagementFactory;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The node's side of its store: copies without garbage, never waits, and leaves out what cannot be taken. */
class ImageSenderTest {
    private static final int ENTITIES = 4_000;
    private static final int STATE = 136;
    private static final int NODE = 3;

    private final EntitySlab slab = new EntitySlab(ENTITIES, STATE, 8);
    private final AuthorityTable table = new AuthorityTable(ENTITIES, ENTITIES);
    private final RingChannel ring = new RingChannel(1 << 21);
    private final StoreProgress progress = new StoreProgress();
    private final MemoryRecordMap[] maps = {new MemoryRecordMap(), new MemoryRecordMap()};
    private final ImageWriter writer = new ImageWriter(maps[0], 0, maps[1], 0, progress, new MemoryParts());
    private final MessageHandler handler = (type, buffer, at, length) -> writer.onFrame(buffer, at, length);
    private final MessageHandler sink = (type, buffer, at, length) -> {};
    private final ImageSender sender =
            new ImageSender(new StoreLink(ring, progress), joined(), table, slab, Luggage.NONE, ENTITIES);
    private long tick = 10;

    private static JoinedDecoder joined() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
        new JoinedEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .incarnation(NODE)
                .world(1)
                .mesh(77);
        return new JoinedDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
    }

    ImageSenderTest() {
        for (int id = 1; id <= ENTITIES; id++) {
            final int slot = slab.add(id);
            final int record = table.findOrAdd(id);
            table.slot(record, slot);
            table.role(record, AuthorityRole.AUTHORITY, 5, NODE);
        }
    }

    private void image() {
        tick += 20;
        sender.onOrder(tick, 0);
        sender.afterTick(tick, 1);
        while (sender.mustWait(tick, tick + 1)) {
            sender.doWork();
        }
    }

    private void read(final MessageHandler by) {
        while (ring.read(by, 1_000) > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void shouldCopyAllWithoutGarbage() {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long self = Thread.currentThread().getId();
        long allocated = 0;
        long ns = 0;
        for (int i = 0; i < 400; i++) {
            final long bytes = threads.getThreadAllocatedBytes(self);
            final long startNs = System.nanoTime();
            image();
            final long endNs = System.nanoTime();
            if (i >= 200) {
                allocated += threads.getThreadAllocatedBytes(self) - bytes;
                ns += endNs - startNs;
            }
            read(handler);
            assertEquals(tick, progress.stored());
        }
        System.out.println("an image of " + ENTITIES + " entities: " + ns / 200 / 1_000 + " us of the node's thread, "
                + allocated / 200 + " B");
        assertEquals(0, allocated);
        final StoredLife life = StoredLife.read(maps[0], maps[1], ENTITIES, 0);
        assertEquals(ENTITIES, life.at(0).last().size());
        assertEquals(77, life.mesh());
        assertEquals(NODE, life.incarnation());
    }

    @Test
    void shouldLeaveOutImagesWhileTheWriterIsBusy() {
        image();
        image();
        image();
        assertEquals(2, sender.skipped());
        read(handler);
        image();
        read(handler);
        assertEquals(2, sender.skipped());
        assertEquals(2, progress.written());
    }

    @Test
    void shouldTakeTheImageOfATickThatIsLeftOut() {
        sender.onOrder(100, 0);
        sender.beforeTick(98, 99, 0);
        assertFalse(sender.mustWait(98, 99), "it is not due yet");
        sender.beforeTick(99, 103, 0);
        read(handler);
        assertEquals(100, progress.stored());
        sender.onOrder(120, 100);
        sender.beforeTick(121, 122, 0);
        read(handler);
        assertEquals(100, progress.stored(), "it heard too late of the image");
    }

    @Test
    void shouldHaveOthersWaitWhileItIsBehindOrCopies() {
        assertFalse(sender.mustWait(50, 51));
        assertTrue(sender.mustWait(50, 52));
        sender.onOrder(50, 0);
        sender.afterTick(50, 0);
        assertTrue(sender.mustWait(50, 51));
        sender.beforeTick(50, 51, 0);
        assertFalse(sender.mustWait(50, 51));
        read(sink);
    }

    @Test
    void shouldGiveUpWhatHasNoRoomAndGoOn() {
        final ImageSender narrow = new ImageSender(
                new StoreLink(new RingChannel(1 << 16), progress), joined(), table, slab, Luggage.NONE, ENTITIES);
        narrow.onOrder(20, 0);
        narrow.afterTick(20, 0);
        narrow.beforeTick(20, 21, 0);
        assertEquals(1, narrow.abandoned());
        assertFalse(narrow.mustWait(20, 21));
    }
}
