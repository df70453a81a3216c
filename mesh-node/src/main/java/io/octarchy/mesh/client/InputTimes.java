package io.octarchy.mesh.client;

/** Intended times of the inputs that no view has shown yet, bounded; the oldest are overwritten. */
final class InputTimes {
    private final long[] intendedNs;
    private int newest;
    private int shown;

    InputTimes(final int capacity) {
        intendedNs = new long[capacity];
    }

    void add(final int sequence, final long intended) {
        intendedNs[sequence & intendedNs.length - 1] = intended;
        newest = sequence;
    }

    /** Sequence of the next input to be shown, if it is at most this one; 0 when there is none. */
    int nextShown(final int lastInput) {
        if (lastInput - newest > 0 || lastInput - shown <= 0) {
            return 0;
        }
        if (newest - shown > intendedNs.length) {
            shown = newest - intendedNs.length;
            return nextShown(lastInput);
        }
        return ++shown;
    }

    long intendedNs(final int sequence) {
        return intendedNs[sequence & intendedNs.length - 1];
    }

    /** Inputs sent that no view has shown. */
    int waiting() {
        return newest - shown;
    }
}
