package io.octarchy.mesh.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.octarchy.codec.peer.LocationUpdateDecoder;
import io.octarchy.codec.peer.MessageHeaderDecoder;
import io.octarchy.mesh.authority.AuthorityTable;
import io.octarchy.mesh.authority.Fencing;
import io.octarchy.mesh.authority.LeaseGuard;
import io.octarchy.mesh.authority.StandbyCopies;
import io.octarchy.mesh.authority.StandbyProgress;
import io.octarchy.mesh.session.MemoryChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What homes know while nodes come and go. */
class DirectoryTest {
    private static final int MAX_MEMBERS = 16;
    private static final long MS = 1_000_000L;
    private static final long GONE_ENTITY = 4711;
    private static final long GONE_EPOCH = 7;
    private static final long LAST_TICK = 99;

    /** A node with nothing but a directory. */
    private final class Node {
        private final Homes homes = new Homes(MAX_MEMBERS);
        private final MemoryChannel inbox = new MemoryChannel();
        private final Directory directory;

        Node(final int incarnation) {
            final Fencing fencing = new Fencing(MAX_MEMBERS);
            fencing.joined(incarnation, 0);
            final LeaseGuard lease = new LeaseGuard(1_000_000 * MS, 0);
            lease.onRenewed(nowNs, Long.MAX_VALUE);
            directory = new Directory(
                    nowNs,
                    fencing,
                    lease,
                    new AuthorityTable(64, 64),
                    new NoStandby(),
                    new StandbyCopies(2, 16, 64, 64),
                    homes,
                    peer -> nodes.containsKey(peer) ? nodes.get(peer).inbox : null,
                    1024,
                    1_000 * MS);
        }

        void read() {
            final UnsafeBuffer frame = new UnsafeBuffer();
            final MessageHeaderDecoder header = new MessageHeaderDecoder();
            for (byte[] bytes = inbox.take(); bytes != null; bytes = inbox.take()) {
                frame.wrap(bytes);
                header.wrap(frame, 0);
                if (header.templateId() == LocationUpdateDecoder.TEMPLATE_ID) {
                    directory.onUpdate(nowNs, 0, new LocationUpdateDecoder().wrapAndApplyHeader(frame, 0, header));
                }
            }
        }
    }

    private static final class NoStandby implements StandbyProgress {
        @Override
        public long nextFrame() {
            return 1;
        }

        @Override
        public long ackedFrame() {
            return -1;
        }

        @Override
        public long ackedTick() {
            return -1;
        }

        @Override
        public boolean hasStandby() {
            return false;
        }
    }

    private final Map<Integer, Node> nodes = new TreeMap<>();
    private long nowNs;

    private void join(final int incarnation) {
        final Node newcomer = new Node(incarnation);
        nodes.put(incarnation, newcomer);
        nodes.values().forEach(node -> node.homes.add(incarnation));
        nodes.keySet().forEach(newcomer.homes::add);
        settle();
    }

    private void leave(final int incarnation) {
        nodes.remove(incarnation);
        nodes.values().forEach(node -> node.homes.remove(incarnation));
        settle();
    }

    /** Long enough to walk over all that is known, several times a message's way. */
    private void settle() {
        for (int i = 0; i < 5_000; i++) {
            nowNs += MS;
            nodes.values().forEach(node -> node.directory.doWork(nowNs));
            nodes.values().forEach(Node::read);
        }
    }

    @Test
    void shouldKnowWhatIsGoneWhenAllWhoWereToldAtFirstHaveLeft() {
        final List<Integer> first = new ArrayList<>(List.of(1, 2, 3));
        first.forEach(this::join);
        final Node anyone = nodes.get(1);
        final int home = anyone.homes.homeOf(GONE_ENTITY);
        final int next = anyone.homes.nextHomeOf(GONE_ENTITY);
        nodes.get(home).directory.putGone(GONE_ENTITY, GONE_EPOCH, LAST_TICK);
        nodes.get(next).directory.putGone(GONE_ENTITY, GONE_EPOCH, LAST_TICK);
        for (int newcomer = 4; newcomer <= 6; newcomer++) {
            join(newcomer);
            leave(first.remove(0));
        }
        assertFalse(nodes.containsKey(home) || nodes.containsKey(next));
        final Node now = nodes.get(nodes.get(4).homes.homeOf(GONE_ENTITY));
        assertEquals(Directory.GONE, now.directory.locate(GONE_ENTITY));
        assertEquals(LAST_TICK, now.directory.goneTick(GONE_ENTITY));
    }

    @Test
    void shouldNotBelieveThatAFormerLifeRemovedWhatWasGrantedSince() {
        List.of(1, 2, 3).forEach(this::join);
        final int home = nodes.get(1).homes.homeOf(GONE_ENTITY);
        final int owner = home == 1 ? 2 : 1;
        final Directory directory = nodes.get(home).directory;
        directory.putGone(GONE_ENTITY, GONE_EPOCH, LAST_TICK);
        assertEquals(Directory.GONE, directory.locate(GONE_ENTITY));
        directory.put(GONE_ENTITY, GONE_EPOCH, owner);
        assertEquals(Directory.GONE, directory.locate(GONE_ENTITY));
        directory.put(GONE_ENTITY, GONE_EPOCH + 1, owner);
        assertEquals(owner, directory.locate(GONE_ENTITY));
        directory.putGone(GONE_ENTITY, GONE_EPOCH, LAST_TICK);
        assertEquals(owner, directory.locate(GONE_ENTITY));
        settle();
        nodes.values().forEach(node -> assertFalse(node.directory.locate(GONE_ENTITY) == Directory.GONE));
    }
}
