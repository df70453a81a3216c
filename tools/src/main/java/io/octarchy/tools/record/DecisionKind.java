package io.octarchy.tools.record;

/** Kinds of the coordinator's decisions, in the order of the control schema's numbers. */
public enum DecisionKind {
    SHIFT,
    SPLIT,
    MERGE,
    SPAWN,
    RETIRE,
    DEAD,
    TAKEOVER_DECIDED,
    TAKEOVER_CLOSED,
    JOINED,
    LEFT,
    RESIDUAL_OVERLOAD,
    HIBERNATION,
    UNKNOWN;

    public static DecisionKind of(final int number) {
        return number >= 0 && number < UNKNOWN.ordinal() ? values()[number] : UNKNOWN;
    }

    /** For people: "takeover decided". */
    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
