package io.octarchy.tools.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the code to the rules of docs/architecture.md. {@link PlantedBreachesTest} shows that each rule can fail. */
class ArchitectureTest {
    static final ArchRule NO_PACKAGE_CYCLES =
            slices().matching("io.octarchy.(**)").should().beFreeOfCycles();

    private static Codebase codebase;

    @BeforeAll
    static void load() {
        codebase = Codebase.load();
    }

    @Test
    void shouldFollowTheArrowsBetweenModules() {
        assertNoBreach(codebase.classes(), new Arrows(codebase::moduleOf)::breaches);
    }

    @Test
    void shouldKeepCoresPure() {
        assertTrue(codebase.mustBePure().size() > 0, "no core was found: was the whole project compiled?");
        assertNoBreach(codebase.mustBePure(), Purity::breaches);
    }

    @Test
    void shouldHaveNoPackageCycles() {
        NO_PACKAGE_CYCLES.check(codebase.classes());
    }

    @Test
    void shouldKeepFilesShort() {
        assertEquals(
                List.of(),
                Arrays.stream(MavenModule.values())
                        .map(MavenModule::path)
                        .map(SourceFiles::of)
                        .map(SourceFiles::tooLong)
                        .flatMap(Collection::stream)
                        .toList());
    }

    private static void assertNoBreach(
            final Iterable<JavaClass> classes, final Function<JavaClass, List<String>> breaches) {
        final List<String> all = StreamSupport.stream(classes.spliterator(), false)
                .flatMap(javaClass -> breaches.apply(javaClass).stream())
                .sorted()
                .toList();
        assertTrue(all.isEmpty(), () -> all.size() + " breaches:\n" + String.join("\n", all));
    }
}
