package io.octarchy.tools.architecture;

import java.util.Set;

/** What the names of packages mean. */
final class Packages {
    /** The last name of a package that holds a shell: the only places with clocks, threads, files and sockets. */
    private static final Set<String> SHELLS = Set.of("aeron", "disk", "redis", "process", "launch", "http");

    private static final String SIMULATOR = "simulator";

    private Packages() {}

    static boolean isWithin(final String packageName, final String prefix) {
        return prefix.isEmpty() || packageName.equals(prefix) || packageName.startsWith(prefix + ".");
    }

    static boolean isShell(final String packageName) {
        return SHELLS.contains(packageName.substring(packageName.lastIndexOf('.') + 1));
    }

    /** Whether the purity rule holds for a package: every one of a pure module, and the simulator wherever it lives. */
    static boolean mustBePure(final MavenModule module, final String packageName) {
        final boolean simulator = ("." + packageName + ".").contains("." + SIMULATOR + ".");
        return (module.isPure() || simulator) && !isShell(packageName);
    }
}
