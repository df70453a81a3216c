package io.octarchy.mesh.config.disk;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.octarchy.fuzz.Fuzz;
import io.octarchy.mesh.config.ConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** Configuration files of any content: settings that hold together, or a ConfigException that says what is wrong. */
class ConfigFuzzer {
    private static final long MAX_BYTES = 64 << 20;
    private static final Path FILE = file();
    private static final List<byte[]> GOOD = List.of(
            text("lease.leaseMs = 3s\nview.near { radiusMetres = 60, everyTicks = 1 }\nlimits.capacity=100\n"),
            text("{\"world\":{\"edgeMetres\":1024,\"tickHz\":20}}"),
            text("a = ${b}\nb = ${?HOME}\ninclude \"x\"\nhandover { marginMetres = 1.5 }"));

    private static byte[] text(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Path file() {
        try {
            final Path file = Files.createTempFile("octarchy-fuzz", ".conf");
            file.toFile().deleteOnExit();
            return file;
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @FuzzTest
    void load(final FuzzedDataProvider data) throws IOException {
        final Properties system = new Properties();
        if (data.consumeBoolean()) {
            final List<Setting> all = SettingTable.ALL;
            final String key = all.get(data.consumeInt(0, all.size() - 1)).key();
            system.setProperty("octarchy." + key, data.consumeString(20));
        }
        final byte[] content = data.consumeBoolean() ? settings(data) : Fuzz.damaged(data, GOOD);
        Files.write(FILE, content);
        Fuzz.bounded(MAX_BYTES, () -> {
            try {
                Fuzz.require(MeshConfigLoader.load(Optional.of(FILE), system) != null, "nothing");
            } catch (final ConfigException e) {
                Fuzz.require(e.key() != null && e.getMessage() != null, "refused without a reason");
            }
        });
    }

    private static byte[] settings(final FuzzedDataProvider data) {
        final StringBuilder text = new StringBuilder();
        for (int i = data.consumeInt(1, 4); i > 0; i--) {
            final Setting setting = SettingTable.ALL.get(data.consumeInt(0, SettingTable.ALL.size() - 1));
            text.append(setting.key()).append(" = ").append(value(data)).append('\n');
        }
        return text(text.toString());
    }

    private static String value(final FuzzedDataProvider data) {
        return switch (data.consumeInt(0, 5)) {
            case 0 -> Integer.toString(data.consumeInt());
            case 1 -> Double.toString(data.consumeDouble());
            case 2 -> data.consumeLong() + "ns";
            case 3 -> data.consumeInt(0, 5_000) + "ms";
            case 4 -> data.consumeAsciiString(12);
            default -> Integer.toString(data.consumeInt(0, 2_000));
        };
    }
}
