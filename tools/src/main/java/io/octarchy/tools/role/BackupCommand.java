package io.octarchy.tools.role;

import io.octarchy.codec.control.AdminOperation;
import io.octarchy.codec.control.BackupPhase;
import io.octarchy.mesh.backup.disk.BackupDirectory;
import io.octarchy.mesh.backup.disk.BackupManifest;
import io.octarchy.tools.cli.CommandFailure;
import io.octarchy.tools.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Backs a world up while it runs: each node writes its part, and this command the manifest when it has read all. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = "Back up a running world as it is after one tick, into a new directory. All nodes need stores.")
public final class BackupCommand implements Callable<ExitCode> {
    private static final long POLL_MS = 100;
    private static final int MAX_LENGTH = 900;

    @Spec
    private CommandSpec spec;

    @Mixin
    private MeshOptions mesh;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DIR",
            description = "Where to: new or empty, and the same directory for all nodes and for this command.")
    private Path to;

    @Override
    public ExitCode call() throws IOException, InterruptedException {
        final Path directory = to.toAbsolutePath().normalize();
        final boolean isNew = make(directory);
        boolean good = false;
        try (OperatorLink operator = new OperatorLink(mesh)) {
            final BackupProgress done = order(operator, directory);
            final BackupManifest manifest =
                    BackupDirectory.seal(directory, manifest(done), nodes(done, operator.status()));
            good = true;
            final PrintWriter out = spec.commandLine().getOut();
            out.println("the world after tick " + manifest.image() + ": " + manifest.entities() + " entities of "
                    + manifest.parts().size() + " nodes, in " + directory);
            out.flush();
            return ExitCode.GOOD;
        } finally {
            if (!good && isNew) {
                Files.deleteIfExists(directory);
            }
        }
    }

    private static boolean make(final Path directory) throws IOException {
        if (directory.toString().length() > MAX_LENGTH
                || !StandardCharsets.US_ASCII.newEncoder().canEncode(directory.toString())) {
            throw new CommandFailure(
                    ExitCode.CONFIGURATION,
                    "The path " + directory + " is longer than " + MAX_LENGTH + " characters, or not all ASCII.",
                    "Name another directory by --to.");
        }
        if (Files.exists(directory) && !Files.isDirectory(directory) || !BackupDirectory.isEmpty(directory)) {
            throw new CommandFailure(
                    ExitCode.CONFIGURATION,
                    directory + " is not empty.",
                    "Name a new directory by --to; nothing was changed.");
        }
        final boolean isNew = !Files.exists(directory);
        Files.createDirectories(directory);
        return isNew;
    }

    /** Until all parts are written. What failed is cleared away. */
    private BackupProgress order(final OperatorLink operator, final Path directory)
            throws IOException, InterruptedException {
        final int number = new SecureRandom().nextInt(1, Integer.MAX_VALUE);
        final OperatorLink.Reply reply = operator.carryOut(AdminOperation.BACKUP, number, directory.toString(), true);
        if (!reply.accepted()) {
            throw new CommandFailure(
                    ExitCode.FAILED_CHECK,
                    "The world cannot be backed up now: " + reply.text() + ".",
                    "Nothing was done.");
        }
        long image = 0;
        while (true) {
            final BackupProgress progress = operator.backup();
            image = progress.image() == 0 ? image : progress.image();
            if (progress.number() == number && progress.phase() == BackupPhase.DONE) {
                return progress;
            }
            if (progress.number() != number || progress.phase() == BackupPhase.FAILED) {
                BackupDirectory.discard(directory, image);
                throw new CommandFailure(
                        ExitCode.FAILED_CHECK,
                        "The backup failed: "
                                + (progress.number() == number ? progress.text() : "another one was ordered") + ".",
                        "Mend that and try again; what was written of it is deleted where it is seen from here.");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
    }

    private static BackupManifest manifest(final BackupProgress done) {
        return new BackupManifest(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                done.world(),
                done.mesh(),
                done.image(),
                done.fence(),
                done.nextIncarnation(),
                0,
                List.of());
    }

    private static List<BackupDirectory.Node> nodes(final BackupProgress done, final MeshStatus status) {
        final List<BackupDirectory.Node> nodes = new ArrayList<>();
        for (final int incarnation : done.nodes()) {
            final String name = status.members().stream()
                    .filter(member -> member.incarnation() == incarnation)
                    .map(MeshStatus.MemberStatus::name)
                    .findFirst()
                    .orElse("member " + incarnation);
            nodes.add(new BackupDirectory.Node(incarnation, name));
        }
        return nodes;
    }
}
