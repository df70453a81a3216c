package io.octarchy.tools.doctor;

/**
 * What one check found.
 *
 * @param remedy what to do when it is not good; empty when it is.
 */
record Finding(String check, boolean good, String found, String remedy) {
    static Finding good(final String check, final String found) {
        return new Finding(check, true, found, "");
    }

    static Finding of(final String check, final boolean good, final String found, final String remedy) {
        return new Finding(check, good, found, good ? "" : remedy);
    }
}
