package io.octarchy.mesh.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.codec.control.AdminOperation;
import io.octarchy.codec.control.BackupPhase;
import io.octarchy.codec.control.Role;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A backup at the coordinator: one image of all nodes, held until each has written its part. */
class BackupTest {
    private static final int IMAGE_MS = 1_500;
    private static final int TOO_LONG_MS = 61_000;

    private FakeNet net;
    private FakeMember a;
    private FakeMember b;
    private FakeMember operator;
    private long correlation;

    @BeforeEach
    void mesh() {
        net = Meshes.withNodes(2, 3);
        a = net.members.get(0);
        b = net.members.get(1);
        a.storesImages = true;
        b.storesImages = true;
        operator = net.add(new FakeMember(net, Role.OBSERVER, "operator"));
        net.run(500);
    }

    private String order(final int number) {
        operator.publisher.admin(++correlation, AdminOperation.BACKUP, number, "/backup");
        net.run(50);
        return operator.accepted.get(correlation) ? "" : operator.replies.get(correlation);
    }

    private BackupPhase phase() {
        operator.publisher.admin(++correlation, AdminOperation.BACKUP_STATE, 0);
        net.run(20);
        return operator.backupPhase;
    }

    @Test
    void shouldHaveEachNodeWriteItsPartOfOneImage() {
        a.storesImages = false;
        a.stored = 0;
        net.run(10_000);
        a.storesImages = true;
        net.run(IMAGE_MS);
        assertEquals(BackupPhase.NONE, phase());
        assertEquals("", order(7));
        net.restart();
        net.run(IMAGE_MS);
        final long image = a.backupImage;
        assertTrue(image > 0);
        assertEquals(image, b.backupImage);
        assertEquals("/backup", a.backupDirectory);
        assertEquals(BackupPhase.RUNNING, phase());
        assertEquals(Set.of(a.incarnation, b.incarnation), operator.backupNodes);
        final long wanted = a.wantedImage;
        a.backedUp = image;
        net.run(5_000);
        assertEquals(BackupPhase.RUNNING, phase());
        assertEquals(wanted, a.wantedImage, "no newer image is named meanwhile");
        assertEquals("another backup is under way", order(8));
        assertEquals("", order(7), "the same one");
        b.backedUp = image;
        net.run(500);
        assertEquals(BackupPhase.DONE, phase());
        net.run(IMAGE_MS);
        assertTrue(a.wantedImage > wanted, "images go on");
        assertEquals("", order(8));
        net.run(IMAGE_MS);
        assertTrue(a.backupImage > image);
    }

    @Test
    void shouldFailWhenANodeCannotWriteIsGoneOrTakesTooLong() {
        assertEquals("", order(1));
        net.run(IMAGE_MS);
        b.backedUp = -b.backupImage;
        net.run(500);
        assertEquals(BackupPhase.FAILED, phase());
        assertTrue(operator.backupText.contains(b.name + " could not write"), operator.backupText);
        assertEquals("", order(2));
        net.run(TOO_LONG_MS);
        assertEquals(BackupPhase.FAILED, phase());
        assertTrue(operator.backupText.contains("took longer"), operator.backupText);
        assertEquals("", order(3));
        net.run(IMAGE_MS);
        b.isUp = false;
        net.run(6_000);
        assertEquals(BackupPhase.FAILED, phase());
        assertTrue(operator.backupText.contains("went before"), operator.backupText);
        assertFalse(net.core.takeover().isOpen());
    }

    @Test
    void shouldRefuseWhatWouldBeIncomplete() {
        b.storesImages = false;
        b.stored = -1;
        net.run(500);
        assertTrue(order(1).contains("has no store"));
        assertEquals(BackupPhase.NONE, phase());
    }
}
