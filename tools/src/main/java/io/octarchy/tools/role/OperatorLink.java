package io.octarchy.tools.role;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.octarchy.codec.control.AdminOperation;
import io.octarchy.codec.control.AdminReplyDecoder;
import io.octarchy.codec.control.BackupStateDecoder;
import io.octarchy.codec.control.StatusDecoder;
import io.octarchy.mesh.coordinator.aeron.CoordinatorLink;
import io.octarchy.mesh.coordinator.client.ControlPublisher;
import io.octarchy.mesh.coordinator.client.CoordinatorListener;
import io.octarchy.mesh.launch.RunDirectories;
import io.octarchy.replicator.aeron.MediaDrivers;
import io.octarchy.tools.cli.CommandFailure;
import io.octarchy.tools.cli.ExitCode;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.CloseHelper;

/** An operator's way to the coordinator, by a media driver of its own. Asks and waits, in the calling thread. */
final class OperatorLink implements CoordinatorListener, AutoCloseable {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long REPEAT_NS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final long patienceNs;
    private final String shownCoordinator;
    private final Path run;
    private final MediaDriver driver;
    private final Aeron aeron;
    private final CoordinatorLink link;
    private final ControlPublisher publisher;
    private long correlation = new SecureRandom().nextLong() >>> 1;
    private Reply reply;
    private MeshStatus status;
    private BackupProgress backup;
    private int more;

    /** The coordinator's answer to a command. */
    record Reply(boolean accepted, String text) {}

    /** @throws CommandFailure when the way cannot be opened. */
    OperatorLink(final MeshOptions mesh) {
        this(mesh, PATIENCE_NS);
    }

    /** As above, with another patience than 10 s for each answer. */
    OperatorLink(final MeshOptions mesh, final long patienceNs) {
        this.patienceNs = patienceNs;
        shownCoordinator = mesh.shownCoordinator();
        final String ingressEndpoints = mesh.ingressEndpoints();
        final String ownHost = mesh.firstMember().ownHost();
        run = RunDirectories.create("operator");
        MediaDriver newDriver = null;
        try {
            newDriver = MediaDrivers.launchEmbedded(run.resolve("driver").toString());
            aeron = MediaDrivers.connect(newDriver.aeronDirectoryName(), error -> {});
        } catch (final RuntimeException e) {
            CloseHelper.quietClose(newDriver);
            RunDirectories.delete(run);
            throw new CommandFailure(
                    ExitCode.CONFIGURATION,
                    "The command's media driver cannot start: " + e.getMessage(),
                    "Make room in " + run.getParent() + "; octarchy doctor tells what dead processes left there.");
        }
        driver = newDriver;
        link = new CoordinatorLink(aeron, ingressEndpoints, ownHost, this, error -> {});
        publisher = new ControlPublisher(link.ingress());
    }

    /**
     * Have a command carried out. It is repeated until it is answered, unless that would do it twice.
     *
     * @throws CommandFailure when nobody answers.
     */
    Reply carryOut(final AdminOperation operation, final int target, final boolean isRepeatable) {
        return carryOut(operation, target, "", isRepeatable);
    }

    /** @param text what it bears beside its target. */
    Reply carryOut(final AdminOperation operation, final int target, final String text, final boolean isRepeatable) {
        reply = null;
        correlation++;
        final long startNs = System.nanoTime();
        long sentNs = startNs - REPEAT_NS;
        boolean sent = false;
        while (reply == null) {
            final long nowNs = System.nanoTime();
            if ((!sent || isRepeatable) && nowNs - sentNs >= REPEAT_NS) {
                sentNs = nowNs;
                sent |= publisher.admin(correlation, operation, target, text);
            }
            step(startNs, nowNs, sent);
        }
        return reply;
    }

    /** All members that live. */
    MeshStatus status() {
        final List<MeshStatus.MemberStatus> members = new ArrayList<>();
        int from = 0;
        do {
            final MeshStatus page = page(from);
            members.addAll(page.members());
            from = more;
        } while (from != 0);
        return new MeshStatus(
                status.mapVersion(),
                status.fence(),
                status.isOpen(),
                status.isProtected(),
                status.stuck(),
                status.tick(),
                status.cut(),
                status.isAsleep(),
                members);
    }

    /** A member, living or gone; null when the coordinator has forgotten it. */
    MeshStatus.MemberStatus member(final int incarnation) {
        for (final MeshStatus.MemberStatus member : page(incarnation).members()) {
            if (member.incarnation() == incarnation) {
                return member;
            }
        }
        return null;
    }

    private MeshStatus page(final int from) {
        status = null;
        correlation++;
        final long startNs = System.nanoTime();
        long sentNs = startNs - REPEAT_NS;
        while (status == null) {
            final long nowNs = System.nanoTime();
            if (nowNs - sentNs >= REPEAT_NS && publisher.admin(correlation, AdminOperation.STATUS, from)) {
                sentNs = nowNs;
            }
            step(startNs, nowNs, false);
        }
        return status;
    }

    /** How the newest backup fares. */
    BackupProgress backup() {
        BackupProgress whole = null;
        int from = 0;
        do {
            backup = null;
            correlation++;
            final long startNs = System.nanoTime();
            long sentNs = startNs - REPEAT_NS;
            while (backup == null) {
                final long nowNs = System.nanoTime();
                if (nowNs - sentNs >= REPEAT_NS && publisher.admin(correlation, AdminOperation.BACKUP_STATE, from)) {
                    sentNs = nowNs;
                }
                step(startNs, nowNs, false);
            }
            whole = backup.after(whole);
            from = more;
        } while (from != 0);
        return whole;
    }

    private void step(final long startNs, final long nowNs, final boolean maybeDone) {
        if (link.poll(nowNs) == 0) {
            LockSupport.parkNanos(POLL_NS);
        }
        if (nowNs - startNs > patienceNs) {
            throw new CommandFailure(
                    ExitCode.CONFIGURATION,
                    "No coordinator has answered at " + shownCoordinator + " for "
                            + TimeUnit.NANOSECONDS.toSeconds(patienceNs) + " s.",
                    (maybeDone ? "The command may have been carried out all the same. " : "")
                            + "Check --coordinator, that it runs (octarchy coordinator), and that UDP passes both ways.");
        }
    }

    @Override
    public void onAdminReply(final long nowNs, final AdminReplyDecoder message) {
        if (message.correlation() == correlation) {
            reply = new Reply(message.accepted() == 1, message.text());
        }
    }

    @Override
    public void onBackupState(final long nowNs, final BackupStateDecoder message) {
        if (message.correlation() == correlation) {
            more = message.more();
            backup = BackupProgress.of(message);
        }
    }

    @Override
    public void onStatus(final long nowNs, final StatusDecoder message) {
        if (message.correlation() != correlation) {
            return;
        }
        final List<MeshStatus.MemberStatus> members = new ArrayList<>();
        more = message.more();
        for (final StatusDecoder.EntriesDecoder entry : message.entries()) {
            members.add(MeshStatus.MemberStatus.of(entry));
        }
        status = new MeshStatus(
                message.mapVersion(),
                message.fence(),
                message.open() == 1,
                message.guarded() == 1,
                message.stuck(),
                message.tick(),
                message.cut(),
                message.asleep() == 1,
                members);
    }

    @Override
    public void close() {
        CloseHelper.quietCloseAll(link, aeron, driver);
        RunDirectories.delete(run);
    }
}
