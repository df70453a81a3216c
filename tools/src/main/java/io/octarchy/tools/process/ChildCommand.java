package io.octarchy.tools.process;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** This JVM's own command, for another one of its roles. */
public final class ChildCommand {
    private ChildCommand() {}

    /**
     * Words of the command.
     *
     * @param flags of the JVM beside those of this one.
     * @param role and its options; it ends with this process.
     */
    public static List<String> of(final List<String> flags, final List<String> role) {
        final List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (final String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (!flag.startsWith("-agentlib") && !flag.startsWith("-javaagent")) {
                words.add(flag);
            }
        }
        words.add("-Xmx512m");
        words.addAll(flags);
        final String classPath = System.getProperty("java.class.path");
        if (classPath.endsWith("octarchy.jar")) {
            words.add("-jar");
            words.add(classPath);
        } else {
            words.addAll(List.of("-cp", classPath, "io.octarchy.tools.main.Octarchy"));
        }
        words.addAll(role);
        return words;
    }
}
