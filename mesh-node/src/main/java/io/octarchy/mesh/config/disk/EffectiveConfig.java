package io.octarchy.mesh.config.disk;

import io.octarchy.mesh.config.MeshSettings;
import java.util.List;
import java.util.Map;

/** Settings that hold, and where each came from. */
public final class EffectiveConfig {
    /** Origin of a setting that nobody set. */
    public static final String DEFAULT = "default";

    private final MeshSettings settings;
    private final Map<String, String> origins;

    EffectiveConfig(final MeshSettings settings, final Map<String, String> origins) {
        this.settings = settings;
        this.origins = Map.copyOf(origins);
    }

    public MeshSettings settings() {
        return settings;
    }

    /** All settings there are, in the order of their sections. */
    public List<Setting> table() {
        return SettingTable.ALL;
    }

    /** "octarchy.conf:12", "system property octarchy.lease.leaseNs" or {@link #DEFAULT}. */
    public String origin(final Setting setting) {
        return origins.getOrDefault(setting.key(), DEFAULT);
    }

    public boolean isDefault(final Setting setting) {
        return !origins.containsKey(setting.key());
    }
}
