package io.octarchy.mesh.config.disk;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.octarchy.mesh.config.ConfigException;
import io.octarchy.mesh.config.MeshSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;

/**
 * Settings from the defaults, over them a HOCON file, over that system properties that begin with "octarchy.". A key that is
 * not known is an error and the nearest one that is gets suggested; every error names the key, where it was set, and what
 * to do.
 */
public final class MeshConfigLoader {
    /** Looked for in the working directory when no file is named. */
    public static final String DEFAULT_FILE = "octarchy.conf";

    private static final String PREFIX = "octarchy.";

    private final Map<String, Setting> known = new HashMap<>();
    private final Map<String, Double> values = new HashMap<>();
    private final Map<String, String> origins = new HashMap<>();

    private MeshConfigLoader() {
        final MeshSettings defaults = MeshSettings.defaults();
        for (final Setting setting : SettingTable.ALL) {
            known.put(setting.key(), setting);
            values.put(setting.key(), setting.value().applyAsDouble(defaults));
        }
    }

    /**
     * Load and check settings.
     *
     * @param file HOCON, or empty for the defaults.
     * @throws ConfigException when anything is wrong.
     */
    public static EffectiveConfig load(final Optional<Path> file, final Properties system) {
        final MeshConfigLoader loader = new MeshConfigLoader();
        file.ifPresent(loader::readFile);
        loader.readProperties(system);
        return loader.build();
    }

    private void readFile(final Path file) {
        if (!Files.isReadable(file)) {
            throw new ConfigException(file.toString(), "no such file, or it cannot be read: check the path");
        }
        final Config config;
        try {
            config = ConfigFactory.parseFile(file.toFile()).resolve();
        } catch (final com.typesafe.config.ConfigException e) {
            throw new ConfigException(file.toString(), e.getMessage() + ": mend the syntax (HOCON)");
        }
        for (final Map.Entry<String, ConfigValue> entry : new java.util.TreeMap<>(entries(config)).entrySet()) {
            final ConfigValue value = entry.getValue();
            final String where = where(file, value.origin());
            if (value.valueType() == ConfigValueType.LIST || value.valueType() == ConfigValueType.NULL) {
                throw new ConfigException(
                        entry.getKey(), "is a " + value.valueType() + ", not a value (" + where + ")");
            }
            set(entry.getKey(), String.valueOf(value.unwrapped()), where);
        }
    }

    private static Map<String, ConfigValue> entries(final Config config) {
        final Map<String, ConfigValue> entries = new HashMap<>();
        config.entrySet()
                .forEach(
                        entry -> entries.put(String.join(".", ConfigUtil.splitPath(entry.getKey())), entry.getValue()));
        return entries;
    }

    private static String where(final Path file, final ConfigOrigin origin) {
        final String name = origin.filename() == null ? file.toString() : origin.filename();
        return Path.of(name).getFileName() + ":" + origin.lineNumber();
    }

    private void readProperties(final Properties system) {
        for (final String name : new TreeSet<>(system.stringPropertyNames())) {
            // Properties without a section, such as octarchy.commit, are no settings.
            if (name.startsWith(PREFIX) && name.indexOf('.', PREFIX.length()) > 0) {
                set(name.substring(PREFIX.length()), system.getProperty(name), "system property " + name);
            }
        }
    }

    private void set(final String key, final String text, final String where) {
        final Setting setting = known.get(key);
        if (setting == null) {
            throw new ConfigException(
                    key,
                    "there is no such setting (" + where + "): did you mean " + Nearest.of(key, known.keySet()) + "?");
        }
        try {
            values.put(key, setting.unit().parse(text));
        } catch (final IllegalArgumentException e) {
            throw new ConfigException(key, e.getMessage() + " (" + where + ")");
        }
        origins.put(key, where);
    }

    private EffectiveConfig build() {
        try {
            return new EffectiveConfig(SettingTable.build(new Read()), origins);
        } catch (final ConfigException e) {
            final String problem = e.getMessage().substring(e.key().length() + 2);
            throw new ConfigException(e.key(), problem + " (" + whereIs(e.key()) + ")");
        }
    }

    private String whereIs(final String key) {
        final String own = origins.get(key);
        if (own != null) {
            return own;
        }
        final String section = key.substring(0, key.indexOf('.') + 1);
        return origins.isEmpty()
                ? EffectiveConfig.DEFAULT
                : "itself a default; set were "
                        + origins.entrySet().stream()
                                .sorted(Map.Entry.comparingByKey(
                                        java.util.Comparator.comparing((String set) -> !set.startsWith(section))
                                                .thenComparing(java.util.Comparator.naturalOrder())))
                                .limit(3)
                                .map(set -> set.getKey() + " at " + set.getValue())
                                .collect(java.util.stream.Collectors.joining(", "));
    }

    private final class Read implements SettingTable.Values {
        @Override
        public double number(final String key) {
            return values.get(key);
        }

        @Override
        public int integer(final String key) {
            final double value = values.get(key);
            ConfigException.require((int) value == value, key, (long) value + " is too large");
            return (int) value;
        }
    }
}
