package io.octarchy.mesh.coordinator.state;

/**
 * One pass over a part's state, for saving and loading alike: {@code x = codec.value(x)} writes x and gives it back, or
 * ignores it and gives what was saved. So the two ways cannot disagree about order or width.
 */
public interface StateCodec {
    /** Is state being read? */
    boolean isLoading();

    long value(long value);

    int value(int value);

    boolean value(boolean value);

    /** An ASCII text of at most 65,535 characters. */
    String text(String value);

    /**
     * A number of entries to follow.
     *
     * @throws IllegalStateException when more than {@code max} were saved: the bytes are of another configuration.
     */
    default int count(final int count, final int max) {
        final int result = value(count);
        if (result < 0 || result > max) {
            throw new IllegalStateException("snapshot holds " + result + " entries where at most " + max
                    + " are allowed: it was written under other limits");
        }
        return result;
    }

    /**
     * One of the numbers 0 to {@code max}, such as what names a constant.
     *
     * @throws IllegalStateException when another one was saved.
     */
    default int choice(final int number, final int max) {
        final int result = value(number);
        if (result < 0 || result > max) {
            throw new IllegalStateException("snapshot holds " + result + " where 0 to " + max + " is due");
        }
        return result;
    }
}
