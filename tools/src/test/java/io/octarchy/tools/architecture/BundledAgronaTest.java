package io.octarchy.tools.architecture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.Publication;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/**
 * aeron-all bundles Agrona under its own name, and Agrona is a jar beside it as well. Class path order must not matter:
 * every class that both have is the same in both.
 */
class BundledAgronaTest {
    @Test
    void shouldBeTheSameAgronaTwice() throws IOException, URISyntaxException {
        final Path aeron = Path.of(Publication.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        final Path agrona = agronaJar();
        assertNotEquals(aeron, agrona);
        try (ZipFile bundle = new ZipFile(aeron.toFile());
                ZipFile jar = new ZipFile(agrona.toFile())) {
            final List<? extends ZipEntry> classes = jar.stream()
                    .filter(entry -> entry.getName().startsWith("org/agrona/")
                            && entry.getName().endsWith(".class"))
                    .toList();
            assertTrue(classes.size() > 100, "too few classes in " + agrona);
            for (final ZipEntry entry : classes) {
                assertArrayEquals(bytes(jar, entry), bytes(bundle, bundle.getEntry(entry.getName())), entry.getName());
            }
        }
    }

    private static Path agronaJar() {
        return Stream.of(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                .map(Path::of)
                .filter(path -> path.getFileName().toString().matches("agrona-[0-9].*\\.jar"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("agrona is not on the class path"));
    }

    private static byte[] bytes(final ZipFile file, final ZipEntry entry) throws IOException {
        try (InputStream in = file.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }
}
