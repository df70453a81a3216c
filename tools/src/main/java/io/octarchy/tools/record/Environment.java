package io.octarchy.tools.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where a run was measured, so that a figure is never without its machine. */
public final class Environment {
    private Environment() {}

    /** Machine, JDK and commit, by name. */
    public static Map<String, String> now() {
        final Map<String, String> facts = new LinkedHashMap<>();
        facts.put("processor", processor());
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("memory", Runtime.getRuntime().maxMemory() / (1024 * 1024) + " MiB heap at most");
        facts.put("system", property("os.name") + " " + property("os.version") + " " + property("os.arch"));
        facts.put("jdk", property("java.vm.name") + " " + property("java.vm.version"));
        facts.put("commit", System.getProperty("octarchy.commit", "unknown"));
        facts.put(
                "time",
                java.time.Instant.now()
                        .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                        .toString());
        return facts;
    }

    private static String property(final String name) {
        return System.getProperty(name, "?");
    }

    private static String processor() {
        final Path file = Path.of("/proc/cpuinfo");
        if (Files.isReadable(file)) {
            try (var lines = Files.lines(file)) {
                return lines.filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse("unknown");
            } catch (final IOException e) {
                return "unknown";
            }
        }
        return "unknown";
    }
}
