package io.octarchy.mesh.store;

import java.util.EnumMap;
import java.util.Map;

/** What was found in a store, and what was made of it. */
public final class StoreReport {
    private final Map<RecordFault, Integer> faults = new EnumMap<>(RecordFault.class);
    private long image;
    private int entities;
    private int fromOlder;
    private int missing;

    void fault(final RecordFault fault) {
        faults.merge(fault, 1, Integer::sum);
    }

    void chose(final long tick, final int found, final int nextBest, final int lost) {
        image = tick;
        entities = found;
        fromOlder = nextBest;
        missing = lost;
    }

    /** Records that were not loaded, by what was wrong with them; leftovers of older images aside. */
    public int damaged() {
        return faults.entrySet().stream()
                .filter(entry -> entry.getKey() != RecordFault.STALE)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    public int count(final RecordFault fault) {
        return faults.getOrDefault(fault, 0);
    }

    /** Tick of the image that was taken, 0: no image was whole. */
    public long image() {
        return image;
    }

    /** Entities loaded. */
    public int entities() {
        return entities;
    }

    /** Those of them that the other image had to stand in for. */
    public int fromOlder() {
        return fromOlder;
    }

    /** Records that the image says it has, and that neither image gave. */
    public int missing() {
        return missing;
    }

    @Override
    public String toString() {
        return "image after tick " + image + ", " + entities + " entities"
                + (fromOlder > 0 ? ", " + fromOlder + " of them from the other image" : "")
                + (damaged() > 0 ? ", " + damaged() + " damaged records not loaded " + faults : "")
                + (missing > 0 ? ", " + missing + " records missing" : "");
    }
}
