package io.octarchy.tools.role;

import io.octarchy.mesh.backup.disk.Restoration;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.tools.cli.ExitCode;
import io.octarchy.tools.config.ConfigFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the directories of a new mesh out of a backup, while nothing runs in them. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = "Make new directories for a coordinator and for nodes out of a backup; then start them there.")
public final class RestoreCommand implements Callable<ExitCode> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "Settings; octarchy.conf of this folder if present.")
    private Path config;

    @Option(names = "--from", required = true, paramLabel = "DIR", description = "The directory of the backup.")
    private Path from;

    @Option(
            names = "--coordinator-directory",
            required = true,
            paramLabel = "DIR",
            description = "For octarchy coordinator --directory: new or empty. Once for each of its members.")
    private List<Path> coordinators;

    @Option(
            names = "--store",
            required = true,
            paramLabel = "DIR",
            description = "For octarchy node --store: new or empty. Once for each node, as many as are wanted.")
    private List<Path> stores;

    @Override
    public ExitCode call() throws IOException {
        final MeshSettings settings = ConfigFiles.load(config).settings();
        final Restoration.Outcome outcome = new Restoration(
                        from,
                        coordinators,
                        stores,
                        settings.limits().maxEntities(),
                        settings.store().maxEntities())
                .run(newMesh());
        final PrintWriter out = spec.commandLine().getOut();
        out.println("the world after tick " + outcome.backup().image() + ", backed up "
                + outcome.backup().taken() + ": " + outcome.entities() + " entities for " + stores.size() + " nodes");
        out.println("start the coordinator with --directory " + coordinators.get(0)
                + ", and each node with one of these by --store:");
        stores.forEach(out::println);
        out.flush();
        return ExitCode.GOOD;
    }

    /** As for a mesh that begins by itself: the time. */
    private static long newMesh() {
        final Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }
}
