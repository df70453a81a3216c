package io.octarchy.space.region;

/** What is wrong with the values of a region map; {@link #NONE} when they are a map. */
public enum MapFault {
    /** The values are a map: they tile the curve, in order, each interval as long as it can be. */
    NONE("no fault"),
    /** No interval at all, so that the whole curve is a hole. */
    EMPTY("the map has no interval"),
    /** More intervals than this map, or the arrays given, can hold. */
    TOO_MANY_INTERVALS("the map has more intervals than its bound, or than the arrays given"),
    /** Space before the first interval belongs to no interval. */
    FIRST_NOT_ZERO("the first interval does not start at 0"),
    /** A start that is not above the one before: an overlap or an empty interval. */
    NOT_ASCENDING("interval starts are not strictly ascending"),
    /** A start at or beyond the end of the curve. */
    OUTSIDE_CURVE("an interval starts beyond the end of the curve"),
    /** Two neighbours of one owner, which a map keeps as one interval so that equal maps have equal checksums. */
    NOT_COALESCED("adjacent intervals have the same owner"),
    /** Owners are 0 (nobody) or more. */
    NEGATIVE_OWNER("an owner is negative"),
    /** Versions are 0 or more. */
    NEGATIVE_VERSION("the version is negative"),
    /** The running checksum does not equal that of the intervals. */
    CHECKSUM("the checksum does not match the intervals");

    private final String explanation;

    MapFault(final String explanation) {
        this.explanation = explanation;
    }

    /**
     * Looks for the first fault of intervals given by start and owner.
     *
     * @param length how many of both arrays count; no more than either holds
     */
    static MapFault ofIntervals(final long[] starts, final int[] owners, final int length, final long curveSize) {
        if (length < 1) {
            return EMPTY;
        }
        if (starts[0] != 0) {
            return FIRST_NOT_ZERO;
        }
        for (int i = 0; i < length; i++) {
            if (i > 0 && starts[i] <= starts[i - 1]) {
                return NOT_ASCENDING;
            }
            if (starts[i] >= curveSize) {
                return OUTSIDE_CURVE;
            }
            if (owners[i] < 0) {
                return NEGATIVE_OWNER;
            }
            if (i > 0 && owners[i] == owners[i - 1]) {
                return NOT_COALESCED;
            }
        }
        return NONE;
    }

    /** A phrase for people. */
    public String explanation() {
        return explanation;
    }
}
