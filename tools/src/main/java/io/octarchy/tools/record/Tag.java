package io.octarchy.tools.record;

/** What is measured in time; the label is the tag in histogram logs, whose values are nanoseconds. */
public enum Tag {
    /** From the time a tick was due to its last send. */
    TICK("tick", 1e6),
    /** From Prepare to Committed, at the source, for each entity. */
    HANDOVER("handover", 1e3),
    /** From the source's last possible write to the target's first. */
    AUTHORITY_GAP("authorityGap", 1e3),
    /** From the intended time of an input to the view that shows it, at the client. */
    INPUT_TO_VIEW("inputToView", 1e6),
    /** From the last tick that a dead node ran of an entity to the first that another could run. */
    OUTAGE("outage", 1e6);

    private final String label;
    private final double nanosPerUnit;

    Tag(final String label, final double nanosPerUnit) {
        this.label = label;
        this.nanosPerUnit = nanosPerUnit;
    }

    public String label() {
        return label;
    }

    /** Nanoseconds in the unit that the summary tells it in: milliseconds or microseconds. */
    public double nanosPerUnit() {
        return nanosPerUnit;
    }

    public String unit() {
        return nanosPerUnit == 1e6 ? "ms" : "µs";
    }

    /** The tag of a label, or null. */
    public static Tag of(final String label) {
        for (final Tag tag : values()) {
            if (tag.label.equals(label)) {
                return tag;
            }
        }
        return null;
    }
}
