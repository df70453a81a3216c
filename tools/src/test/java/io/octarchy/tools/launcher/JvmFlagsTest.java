package io.octarchy.tools.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The flags that our libraries need stand in three places: the tests' (which this JVM has), the manifest of the jar, and
 * the argument file for embedders. They say the same.
 */
class JvmFlagsTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    @Test
    void shouldBeTheSameInTestsAndArgumentFile() throws IOException {
        final Set<String> inFile = Files.readAllLines(ROOT.resolve("mesh-node/octarchy-jvm.args")).stream()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertFalse(inFile.isEmpty());
        assertEquals(inFile, flagsOfThisJvm("--add-|--enable-native|-Dchronicle"));
    }

    @Test
    void shouldBeTheSameInTestsAndManifest() throws IOException {
        final String pom = Files.readString(ROOT.resolve("tools/pom.xml"));
        final Set<String> inManifest = new TreeSet<>();
        addEntries(inManifest, pom, "Add-Exports", "--add-exports=");
        addEntries(inManifest, pom, "Add-Opens", "--add-opens=");
        assertEquals(inManifest, flagsOfThisJvm("--add-"));
        assertTrue(pom.contains("<Enable-Native-Access>ALL-UNNAMED<"));
    }

    @Test
    void shouldSwitchOffWhatChronicleSendsInTheLauncher() throws IOException {
        final String script = Files.readString(ROOT.resolve("octarchy"));
        flagsOfThisJvm("-Dchronicle").forEach(flag -> assertTrue(script.contains(" " + flag), flag));
    }

    private static void addEntries(final Set<String> flags, final String pom, final String key, final String option) {
        final Matcher entry =
                Pattern.compile("<" + key + ">\\s*([^<]*?)\\s*</" + key + ">").matcher(pom);
        assertTrue(entry.find(), key);
        for (final String name : entry.group(1).split("\\s+")) {
            flags.add(option + name + "=ALL-UNNAMED");
        }
    }

    private static Set<String> flagsOfThisJvm(final String start) {
        final Pattern pattern = Pattern.compile("(" + start + ").*");
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> pattern.matcher(argument).matches())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
