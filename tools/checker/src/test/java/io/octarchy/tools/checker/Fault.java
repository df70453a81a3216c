package io.octarchy.tools.checker;

/** One planted breach, and the invariant that must see it, alone. */
enum Fault {
    NONE(""),
    SOURCE_GOES_ON("I1"),
    STALE_WRITE_ACCEPTED("I1"),
    TWO_NODES_ONE_EPOCH("I1"),
    TARGET_DOES_NOT_RUN("I2"),
    NEVER_GRANTED("I2"),
    DROPPED("I3"),
    NEVER_CREATED("I3"),
    RUN_AFTER_REMOVAL("I3"),
    OLD_COPY("I4"),
    SHOWN_TOO_EARLY("I4"),
    GOLD_FROM_NOTHING("I5"),
    GOLD_LOST_IN_CRASH("I5"),
    BOUND_EXCEEDED("I7"),
    OTHER_CHECKSUM("I8"),
    MAP_NOT_APPLIED("I8"),
    TICK_SKIPPED("I9"),
    TICK_TWICE("I9"),
    FROZEN_AGAIN("I9");

    final String invariant;

    Fault(final String invariant) {
        this.invariant = invariant;
    }
}
