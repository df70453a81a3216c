package io.octarchy.tools.architecture;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The modules, and what the classes of each may use: other modules and, where it is bounded, foreign packages. To let a
 * module use more is a decision about the architecture; it is made here, and the pom of the module follows.
 */
enum MavenModule {
    CODECS("codecs", List.of(), List.of("org.agrona")),
    SPATIAL_INDEX("spatial-index", List.of(), List.of("org.agrona")),
    REPLICATOR("replicator", List.of(CODECS, SPATIAL_INDEX), List.of("org.agrona", "io.aeron")),
    MESH_NODE(
            "mesh-node",
            List.of(CODECS, SPATIAL_INDEX, REPLICATOR),
            List.of(
                    "org.agrona",
                    "io.aeron",
                    "net.openhft.chronicle",
                    "org.HdrHistogram",
                    "com.typesafe.config",
                    "javax.crypto",
                    // Counts what a thread allocates; in shells only, which the rule of purity sees to.
                    "com.sun.management")),
    EXAMPLES("tools/examples", List.of(CODECS, SPATIAL_INDEX, REPLICATOR, MESH_NODE), List.of("org.agrona")),
    CHECKER("tools/checker", List.of(CODECS, SPATIAL_INDEX, REPLICATOR, MESH_NODE), List.of("org.agrona")),
    SIMULATOR(
            "tools/simulator",
            List.of(CODECS, SPATIAL_INDEX, REPLICATOR, MESH_NODE, EXAMPLES, CHECKER),
            List.of("org.agrona")),
    MUTANTS(
            "tools/mutants",
            List.of(CODECS, SPATIAL_INDEX, REPLICATOR, MESH_NODE, EXAMPLES, CHECKER, SIMULATOR),
            List.of("org.agrona", "org.objectweb.asm")),
    TOOLS(
            "tools",
            List.of(CODECS, SPATIAL_INDEX, REPLICATOR, MESH_NODE, EXAMPLES, CHECKER, SIMULATOR, MUTANTS),
            List.of("")),
    PERF(
            "perf",
            List.of(CODECS, SPATIAL_INDEX, REPLICATOR, MESH_NODE, EXAMPLES, CHECKER, SIMULATOR, MUTANTS, TOOLS),
            List.of(""));

    private final String directory;
    private final List<MavenModule> modules;
    private final List<String> foreignPackages;

    MavenModule(final String directory, final List<MavenModule> modules, final List<String> foreignPackages) {
        this.directory = directory;
        this.modules = modules;
        this.foreignPackages = foreignPackages;
    }

    /** The root of the checkout. Surefire starts the tests of this module in the directory of this module. */
    static Path root() {
        return Path.of("").toAbsolutePath().getParent();
    }

    Path path() {
        return root().resolve(directory);
    }

    boolean mayUse(final MavenModule other) {
        return other == this || modules.contains(other);
    }

    boolean mayUseForeign(final String packageName) {
        return Stream.concat(Stream.of("java"), foreignPackages.stream())
                .anyMatch(prefix -> Packages.isWithin(packageName, prefix));
    }

    /** Modules whose packages are deterministic unless they are named as shells. */
    boolean isPure() {
        return compareTo(MESH_NODE) <= 0;
    }
}
