package io.octarchy.tools.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.octarchy.tools.architecture.planted.Impurities;
import io.octarchy.tools.architecture.planted.Pure;
import io.octarchy.tools.architecture.planted.UsesPicocli;
import io.octarchy.tools.architecture.planted.cycle.one.One;
import io.octarchy.tools.architecture.planted.cycle.two.Two;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of the architecture finds what breaks it, and lets pass what does not. */
class PlantedBreachesTest {
    private static final ClassFileImporter IMPORTER = new ClassFileImporter();

    static Stream<Class<?>> impurities() {
        return Arrays.stream(Impurities.class.getDeclaredClasses());
    }

    @ParameterizedTest
    @MethodSource("impurities")
    void shouldFindEachImpurity(final Class<?> impure) {
        assertFalse(Purity.breaches(IMPORTER.importClass(impure)).isEmpty());
    }

    @Test
    void shouldLetPureCodePass() {
        assertEquals(List.of(), Purity.breaches(IMPORTER.importClass(Pure.class)));
    }

    @ParameterizedTest
    @CsvSource({
        "MESH_NODE, io.octarchy.mesh.authority, true",
        "MESH_NODE, io.octarchy.mesh.authority.aeron, false",
        "MESH_NODE, io.octarchy.mesh.aeron.codec, true",
        "MESH_NODE, io.octarchy.mesh.store.disk, false",
        "MESH_NODE, io.octarchy.mesh.diskette, true",
        "SPATIAL_INDEX, io.octarchy.spatial, true",
        "TOOLS, io.octarchy.tools.cli, false",
        "TOOLS, io.octarchy.tools.simulator, true",
        "TOOLS, io.octarchy.tools.simulator.launch, false",
        "PERF, io.octarchy.perf, false",
    })
    void shouldKnowShellsByTheirLastName(final MavenModule module, final String packageName, final boolean pure) {
        assertEquals(pure, Packages.mustBePure(module, packageName));
    }

    @Test
    void shouldFindAnArrowThatPointsTheWrongWay() {
        assertEquals(1, arrowBreaches(MavenModule.CODECS, MavenModule.MESH_NODE));
        assertEquals(1, arrowBreaches(MavenModule.CODECS, MavenModule.SPATIAL_INDEX));
        assertEquals(0, arrowBreaches(MavenModule.MESH_NODE, MavenModule.CODECS));
    }

    @Test
    void shouldFindAForeignLibraryInTheWrongModule() {
        final JavaClass user = IMPORTER.importClass(UsesPicocli.class);
        assertFalse(new Arrows(javaClass -> javaClass.equals(user) ? MavenModule.MESH_NODE : null)
                .breaches(user)
                .isEmpty());
        assertTrue(new Arrows(javaClass -> javaClass.equals(user) ? MavenModule.TOOLS : null)
                .breaches(user)
                .isEmpty());
    }

    @Test
    void shouldFindACycleOfPackages() {
        final JavaClasses cycle = IMPORTER.importClasses(One.class, Two.class);
        assertTrue(ArchitectureTest.NO_PACKAGE_CYCLES.evaluate(cycle).hasViolation());
        final JavaClasses half = IMPORTER.importClasses(One.class);
        assertFalse(ArchitectureTest.NO_PACKAGE_CYCLES.evaluate(half).hasViolation());
    }

    @Test
    void shouldFindAFileThatIsTooLong(@TempDir final Path module) throws IOException {
        final Path sources = Files.createDirectories(module.resolve("src/test/java/x"));
        Files.write(sources.resolve("Fits.java"), Collections.nCopies(SourceFiles.MAX_LINES, "//"));
        final Path longFile = sources.resolve("Long.java");
        Files.write(longFile, Collections.nCopies(SourceFiles.MAX_LINES + 1, "//"));
        assertEquals(List.of(longFile + ": 401 lines, at most 400"), SourceFiles.tooLong(SourceFiles.of(module)));
    }

    /** The number of breaches when a class of one module has a field of a class of another. */
    private static int arrowBreaches(final MavenModule from, final MavenModule to) {
        final JavaClasses classes = IMPORTER.importClasses(One.class, Two.class);
        final Map<String, MavenModule> modules = Map.of(One.class.getName(), from, Two.class.getName(), to);
        return new Arrows(javaClass -> modules.get(javaClass.getName()))
                .breaches(classes.get(One.class))
                .size();
    }
}
