package io.octarchy.mesh.coordinator.fleet;

import io.octarchy.mesh.coordinator.state.StateCodec;

/**
 * Something that the coordinator decided, and why.
 *
 * @param sequence from 1, without gaps.
 * @param node whom it concerns.
 * @param other who else, 0: nobody.
 * @param value entities, intervals or nanoseconds, by kind.
 */
public record Decision(
        long sequence, long logTimeNs, DecisionKind kind, int node, int other, long value, String cause) {
    private static final DecisionKind[] KINDS = DecisionKind.values();

    static Decision pass(final StateCodec codec, final Decision saved) {
        if (codec.isLoading()) {
            return new Decision(
                    codec.value(0L),
                    codec.value(0L),
                    KINDS[codec.choice(0, KINDS.length - 1)],
                    codec.value(0),
                    codec.value(0),
                    codec.value(0L),
                    codec.text(""));
        }
        codec.value(saved.sequence);
        codec.value(saved.logTimeNs);
        codec.value(saved.kind.ordinal());
        codec.value(saved.node);
        codec.value(saved.other);
        codec.value(saved.value);
        codec.text(saved.cause);
        return saved;
    }
}
