package io.octarchy.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is encoded is decoded, over random values of every message. */
class RoundTripTest {
    private static final long SEED = Long.getLong("octarchy.seed", 20261121);
    private static final int ROUNDS = 200;

    static List<Schema.Message> messages() {
        return Schema.allMessages();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void shouldDecodeWhatWasEncoded(final Schema.Message message) {
        final Flyweights flyweights = Flyweights.of(message.schema());
        final SplittableRandom random =
                new SplittableRandom(SEED + message.toString().hashCode());
        for (int i = 0; i < ROUNDS; i++) {
            final Values values = Values.random(message.block(), random);
            final byte[] bytes = flyweights.encode(message, values);
            final int round = i;
            assertEquals(
                    values,
                    flyweights.decode(message, new UnsafeBuffer(bytes)),
                    () -> message + " in round " + round + ", again with -Doctarchy.seed=" + SEED);
        }
    }
}
