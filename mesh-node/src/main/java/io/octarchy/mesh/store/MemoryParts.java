package io.octarchy.mesh.store;

import java.util.ArrayList;
import java.util.List;

/** Parts of backups in memory, for tests and the simulator. */
public final class MemoryParts implements ImageExporter {
    private final List<StoredPart> parts = new ArrayList<>();
    private boolean failing;

    @Override
    public boolean export(final String directory, final int incarnation, final long image, final RecordMap map) {
        final StoredPart part = StoredPart.of(map, image);
        if (part == null || failing) {
            return false;
        }
        parts.add(part);
        return true;
    }

    /** From now on nothing can be written, or it can again. */
    public void failing(final boolean fails) {
        failing = fails;
    }

    /** In the order in which they were written. */
    public List<StoredPart> all() {
        return List.copyOf(parts);
    }
}
