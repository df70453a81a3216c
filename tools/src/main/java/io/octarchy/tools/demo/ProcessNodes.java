package io.octarchy.tools.demo;

import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.config.disk.MeshConfigLoader;
import io.octarchy.mesh.config.disk.Setting;
import io.octarchy.mesh.fleet.process.LocalProcessProvider;
import io.octarchy.tools.record.EventStreams;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.agrona.concurrent.SystemNanoClock;

/** Nodes that are processes of this machine, each with a media driver of its own. */
final class ProcessNodes implements DemoNodes {
    private static final int MAX_PROCESSES = 32;

    private final LocalProcessProvider provider;
    private final Set<Long> launches = new LinkedHashSet<>();
    private final Path logs;

    ProcessNodes(final MeshSettings settings, final String coordinator, final Path events, final Path directory)
            throws IOException {
        final Path config = directory.resolve("octarchy.conf");
        Files.writeString(config, rendered(settings));
        logs = directory.resolve("logs");
        provider = new LocalProcessProvider(
                command(coordinator, config, events, directory), logs, MAX_PROCESSES, SystemNanoClock.INSTANCE);
    }

    private static String rendered(final MeshSettings settings) {
        final StringBuilder text = new StringBuilder();
        for (final Setting setting :
                MeshConfigLoader.load(Optional.empty(), new Properties()).table()) {
            text.append(setting.key())
                    .append(" = ")
                    .append(setting.text(settings))
                    .append('\n');
        }
        return text.toString();
    }

    /** This JVM's own command, for the role of a node. */
    private static List<String> command(
            final String coordinator, final Path config, final Path events, final Path directory) {
        final List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (final String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (!flag.startsWith("-agentlib") && !flag.startsWith("-javaagent")) {
                words.add(flag);
            }
        }
        words.add("-Xmx512m");
        final String classPath = System.getProperty("java.class.path");
        if (classPath.endsWith("octarchy.jar")) {
            words.add("-jar");
            words.add(classPath);
        } else {
            words.addAll(List.of("-cp", classPath, "io.octarchy.tools.main.Octarchy"));
        }
        words.addAll(List.of(
                "node",
                "--config",
                config.toString(),
                "--coordinator",
                coordinator,
                "--launch",
                LocalProcessProvider.LAUNCH,
                "--name",
                "node-" + LocalProcessProvider.NUMBER,
                "--events",
                events.resolve("node-" + LocalProcessProvider.NUMBER + EventStreams.SUFFIX)
                        .toString(),
                "--driver-directory",
                directory.resolve("driver-" + LocalProcessProvider.NUMBER).toString(),
                "--parent",
                Long.toString(ProcessHandle.current().pid())));
        return words;
    }

    @Override
    public synchronized Outcome start(final long launch) {
        final Outcome outcome = provider.start(launch);
        if (outcome == Outcome.DONE) {
            launches.add(launch);
        }
        return outcome;
    }

    @Override
    public synchronized Outcome stop(final long launch) {
        launches.remove(launch);
        return provider.stop(launch);
    }

    @Override
    public synchronized Outcome kill(final long launch) {
        launches.remove(launch);
        return provider.kill(launch);
    }

    @Override
    public synchronized boolean knows(final long launch) {
        return provider.knows(launch);
    }

    @Override
    public synchronized String reason(final long launch) {
        return provider.reason(launch);
    }

    @Override
    public synchronized List<Long> running() {
        return new ArrayList<>(launches);
    }

    @Override
    public String failure() {
        return null;
    }

    @Override
    public synchronized void close() {
        provider.close();
    }
}
