package io.octarchy.mesh.coordinator.aeron;

/** No coordinator answers: told once, and again only after one did. It has no stack, since nothing in the program is wrong. */
public final class UnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreachableException(final String ingressEndpoints, final Exception cause) {
        super(
                "no coordinator answers at " + ingressEndpoints + " (" + firstSentence(cause)
                        + "): asked again and again; start it, or correct where it is",
                null,
                false,
                false);
    }

    private static String firstSentence(final Exception cause) {
        final String text = String.valueOf(cause.getMessage());
        final int end = text.indexOf(':');
        return end < 0 ? text : text.substring(0, end);
    }
}
