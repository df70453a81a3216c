package io.octarchy.mesh.config;

/** A setting is wrong: the message names the setting, what is wrong with it, and what to do. */
public final class ConfigException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String key;

    public ConfigException(final String key, final String problem) {
        super(key + ": " + problem);
        this.key = key;
    }

    /** The setting's name in the configuration file. */
    public String key() {
        return key;
    }

    /** Throw unless the condition holds. */
    public static void require(final boolean condition, final String key, final String problem) {
        if (!condition) {
            throw new ConfigException(key, problem);
        }
    }
}
