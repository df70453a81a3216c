package io.octarchy.mesh.config.disk;

import io.octarchy.mesh.config.MeshSettings;
import java.util.function.ToDoubleFunction;

/**
 * One setting.
 *
 * @param key in the file, and after "octarchy." as a system property.
 * @param doc what it means, one line.
 * @param value reads it back; from the defaults, the default.
 */
public record Setting(String key, Unit unit, String doc, ToDoubleFunction<MeshSettings> value) {
    /** As it would be written in a file. */
    public String text(final MeshSettings settings) {
        return unit.text(value.applyAsDouble(settings));
    }

    /** "a whole number", and the like. */
    public String expectation() {
        return unit.expectation();
    }
}
