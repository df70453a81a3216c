package io.octarchy.mesh.config.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.mesh.config.ConfigException;
import io.octarchy.mesh.config.MeshSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeshConfigLoaderTest {
    @TempDir
    Path directory;

    private final Properties system = new Properties();

    @Test
    void shouldGiveTheDefaultsWhenNothingIsSet() {
        final EffectiveConfig config = MeshConfigLoader.load(Optional.empty(), system);
        assertEquals(MeshSettings.defaults(), config.settings());
        assertTrue(config.table().stream().allMatch(config::isDefault));
        assertTrue(config.table().stream().allMatch(s -> config.origin(s).equals(EffectiveConfig.DEFAULT)));
    }

    @Test
    void shouldReadEverySettingBackAsItWasWritten() throws IOException {
        final MeshSettings defaults = MeshSettings.defaults();
        final StringBuilder text = new StringBuilder();
        final EffectiveConfig before = MeshConfigLoader.load(Optional.empty(), system);
        before.table().forEach(s -> text.append(s.key())
                .append(" = ")
                .append(s.text(defaults))
                .append('\n'));
        final EffectiveConfig config = load(text.toString());
        assertEquals(defaults, config.settings());
        assertTrue(config.table().stream().noneMatch(config::isDefault));
    }

    @Test
    void shouldLetPropertiesWinOverTheFileAndTellWhereEachCameFrom() throws IOException {
        system.setProperty("octarchy.lease.leaseNs", "4 s");
        system.setProperty("octarchy.commit", "no setting");
        final EffectiveConfig config = load("lease {\n  leaseNs = 5s\n  renewalNs = 500 ms\n}\n");
        assertEquals(4_000_000_000L, config.settings().lease().leaseNs());
        assertEquals(500_000_000L, config.settings().lease().renewalNs());
        assertEquals("system property octarchy.lease.leaseNs", origin(config, "lease.leaseNs"));
        assertEquals("octarchy.conf:3", origin(config, "lease.renewalNs"));
        assertEquals("default", origin(config, "lease.marginNs"));
    }

    @ParameterizedTest
    @CsvSource({"1500,1500", "2 us,2000", "2µs,2000", "1.5 ms,1500000", "3s,3000000000", "1 min,60000000000"})
    void shouldReadDurationsWithAndWithoutUnit(final String text, final double nanos) {
        assertEquals(nanos, Unit.NANOSECONDS.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"2km,2000", "16,16", "0.5 m,0.5", "-2048,-2048"})
    void shouldReadLengthsWithAndWithoutUnit(final String text, final double metres) {
        assertEquals(metres, Unit.METRES.parse(text));
    }

    @Test
    void shouldReadFlags() throws IOException {
        assertTrue(load("operator.mayKill = true").settings().operation().mayKill());
        assertMessage("operator.mayKill = 1", "operator.mayKill", "true or false", "octarchy.conf:1");
        assertMessage("coordinator.port = 65533", "coordinator.port", "65533 is not in", "octarchy.conf:1");
    }

    @Test
    void shouldSuggestTheNearestKeyForOneThatIsUnknown() {
        assertMessage("lease { leseNs = 3s }", "lease.leseNs", "octarchy.conf:1", "did you mean lease.leaseNs?");
        assertMessage("\nlimit.maxEntities = 3", "octarchy.conf:2", "did you mean limits.maxEntities?");
        assertMessage("haloMetres = 3", "did you mean view.haloMetres?");
        assertMessage("lease = 3", "there is no such setting");
        system.setProperty("octarchy.view.halo", "3");
        assertMessage("", "system property octarchy.view.halo");
    }

    @Test
    void shouldNameKeyAndLineOfAValueThatIsWrong() {
        assertMessage("lease.leaseNs = soon", "lease.leaseNs", "\"soon\"", "octarchy.conf:1", "ms");
        assertMessage("lease.leaseNs = 3 parsecs", "octarchy.conf:1", "units");
        assertMessage("world.finestLevel = 2.5", "whole number");
        assertMessage("world.finestLevel = 1e12", "too large", "octarchy.conf:1");
        assertMessage("world.minX = NaN", "\"NaN\"");
        assertMessage("world.minX = [1]", "LIST", "octarchy.conf:1");
        assertMessage("\n\nworld.edgeMetres = 1000", "world.edgeMetres", "power of two", "octarchy.conf:3");
        assertMessage("world {", "octarchy.conf", "syntax");
    }

    @Test
    void shouldTellWhichSettingsMakeARelationFail() {
        assertMessage(
                "handover.marginMetres = 30",
                "view.haloMetres",
                "widen the halo",
                "handover.marginMetres at octarchy.conf:1");
        assertMessage("lease.leaseNs = 1 s", "lease.leaseNs", "lengthen the lease", "octarchy.conf:1");
    }

    @Test
    void shouldRefuseAFileThatIsNotThere() {
        final ConfigException fault = assertThrows(
                ConfigException.class,
                () -> MeshConfigLoader.load(Optional.of(directory.resolve("none.conf")), system));
        assertTrue(fault.getMessage().contains("none.conf"), fault::getMessage);
    }

    private static String origin(final EffectiveConfig config, final String key) {
        return config.table().stream()
                .filter(setting -> setting.key().equals(key))
                .map(config::origin)
                .findFirst()
                .orElseThrow();
    }

    private void assertMessage(final String text, final String... parts) {
        final ConfigException fault = assertThrows(ConfigException.class, () -> load(text));
        for (final String part : parts) {
            assertTrue(fault.getMessage().contains(part), () -> part + " is not in: " + fault.getMessage());
        }
    }

    private EffectiveConfig load(final String text) throws IOException {
        final Path file = directory.resolve("octarchy.conf");
        Files.writeString(file, text);
        return MeshConfigLoader.load(Optional.of(file), system);
    }
}
