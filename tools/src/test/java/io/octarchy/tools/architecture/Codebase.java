package io.octarchy.tools.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The compiled main classes of all modules. A class belongs to the module in whose directory it was compiled, whatever
 * its package.
 */
final class Codebase {
    private final Map<String, MavenModule> moduleByClassName = new HashMap<>();
    private final JavaClasses classes;

    private Codebase(final Map<MavenModule, Path> directories) {
        final ClassFileImporter importer = new ClassFileImporter();
        directories.forEach((module, directory) -> importer.importPath(directory)
                .forEach(javaClass -> moduleByClassName.put(javaClass.getName(), module)));
        classes = importer.importPaths(directories.values());
    }

    /** All modules but perf, which is built after this one and is free to use whatever it likes. */
    static Codebase load() {
        final Map<MavenModule, Path> directories = new EnumMap<>(MavenModule.class);
        for (final MavenModule module : MavenModule.values()) {
            if (module != MavenModule.PERF && Files.isDirectory(module.path().resolve("src/main"))) {
                directories.put(module, compiled(module));
            }
        }
        return new Codebase(directories);
    }

    private static Path compiled(final MavenModule module) {
        final Path directory = module.path().resolve("target/classes");
        if (!Files.isDirectory(directory)) {
            throw new IllegalStateException(module + " is not compiled: run mvn verify over all modules first");
        }
        return directory;
    }

    JavaClasses classes() {
        return classes;
    }

    /** The module of one of our classes; null for a foreign class. */
    MavenModule moduleOf(final JavaClass javaClass) {
        return moduleByClassName.get(javaClass.getName());
    }

    List<JavaClass> mustBePure() {
        final List<JavaClass> pure = new ArrayList<>();
        for (final JavaClass javaClass : classes) {
            if (Packages.mustBePure(moduleOf(javaClass), javaClass.getPackageName())) {
                pure.add(javaClass);
            }
        }
        return pure;
    }
}
