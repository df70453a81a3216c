package io.octarchy.mesh.coordinator.takeover;

import io.octarchy.mesh.coordinator.state.StateCodec;

/** A living node that must say what it knows before a fence can be decided. */
final class Responder {
    private static final int UNKNOWN = -1;

    private final int incarnation;
    private final BitRow parts = new BitRow();
    private final BitRow pages = new BitRow();
    private int expected = UNKNOWN;
    private long progressNs;

    Responder(final int incarnation, final long logTimeNs) {
        this.incarnation = incarnation;
        progressNs = logTimeNs;
    }

    int incarnation() {
        return incarnation;
    }

    /** Has the whole FenceAck come? */
    boolean acked() {
        return expected != UNKNOWN && parts.count() == expected;
    }

    /** @return is this part new? Parts of an ack that disagrees with itself are not. */
    boolean part(final long logTimeNs, final int part, final int ofParts) {
        if (ofParts < 1 || part >= ofParts || expected != UNKNOWN && expected != ofParts || !parts.set(part)) {
            return false;
        }
        expected = ofParts;
        progressNs = logTimeNs;
        return true;
    }

    boolean replied(final int page) {
        return pages.get(page);
    }

    /** @return is this reply new? */
    boolean reply(final long logTimeNs, final int page) {
        progressNs = logTimeNs;
        return pages.set(page);
    }

    int replies() {
        return pages.count();
    }

    /** Log time of the last new answer. */
    long progressNs() {
        return progressNs;
    }

    /** What was owed until now was waited for in vain by nobody: a new term or a new question. */
    void restart(final long logTimeNs) {
        progressNs = logTimeNs;
    }

    static Responder pass(final StateCodec codec, final Responder saved) {
        final int incarnation = codec.value(saved == null ? 0 : saved.incarnation);
        final Responder responder = saved == null ? new Responder(incarnation, 0) : saved;
        responder.expected = codec.value(responder.expected);
        responder.progressNs = codec.value(responder.progressNs);
        responder.parts.pass(codec);
        responder.pages.pass(codec);
        return responder;
    }
}
