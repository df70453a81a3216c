package io.octarchy.mesh.coordinator.client;

/** What both ends of the control protocol agree on beside its schema. */
public final class ControlProtocol {
    /** Raised whenever members that differ in it must not meet. */
    public static final int VERSION = 1;

    /** No frame either way is longer: it fits into one packet of the usual 1,408 bytes under all headers. */
    public static final int MAX_FRAME_LENGTH = 1_280;

    /** Longest endpoint, in ASCII characters. */
    public static final int MAX_ENDPOINT_LENGTH = 128;

    /** Longest name, in ASCII characters. */
    public static final int MAX_NAME_LENGTH = 64;

    /** Longest text for people; longer ones are cut. */
    public static final int MAX_TEXT_LENGTH = 1_000;

    /** In a Lease: the member lives. */
    public static final short ALIVE = 0;

    /** In a Lease: it was declared dead; it drops its authority and joins anew. */
    public static final short DEAD = 1;

    /** In a Lease: it has left, as it wished. */
    public static final short LEFT = 2;

    private ControlProtocol() {}

    /** The text, cut to a length that fits. */
    public static String cut(final String text, final int maxLength) {
        return text.length() <= maxLength ? text : text.substring(0, maxLength);
    }
}
