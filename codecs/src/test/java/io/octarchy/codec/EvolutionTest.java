package io.octarchy.codec;

import static io.octarchy.codec.NewerSchema.ADDED_DATA;
import static io.octarchy.codec.NewerSchema.ADDED_FIELD;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.octarchy.codec.Schema.Block;
import io.octarchy.codec.Schema.Field;
import io.octarchy.codec.Schema.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Old bytes are understood by programs with a newer schema, and new bytes by programs with an older one. */
class EvolutionTest {
    private static final long SEED = Long.getLong("octarchy.seed", 20261121);
    private static final String ABSENT = Integer.toString(Integer.MIN_VALUE);
    private static final int ROUNDS = 50;

    private static NewerSchema newer;

    @BeforeAll
    static void generate(@TempDir final Path directory) throws Exception {
        newer = NewerSchema.generate(Schema.all(), directory);
    }

    static List<Schema.Message> messages() {
        return Schema.allMessages();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void shouldDecodeOldBytesWithANewerSchema(final Schema.Message message) {
        final GoldenFile golden = GoldenFile.read(message);
        final Values seen = newer.flyweights(message.schema()).decode(newer(message), new UnsafeBuffer(golden.bytes()));
        assertEquals(ABSENT, seen.fields().get(ADDED_FIELD));
        assertEquals("", seen.fields().get(ADDED_DATA));
        assertEquals(golden.values(), older(seen, true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void shouldDecodeNewBytesWithAnOlderSchema(final Schema.Message message) {
        final Schema.Message newerMessage = newer(message);
        final SplittableRandom random =
                new SplittableRandom(SEED + message.toString().hashCode());
        for (int i = 0; i < ROUNDS; i++) {
            final Values values = Values.random(newerMessage.block(), random);
            final byte[] bytes = newer.flyweights(message.schema()).encode(newerMessage, values);
            final Values seen = Flyweights.of(message.schema()).decode(message, new UnsafeBuffer(bytes));
            assertEquals(older(values, false), seen, () -> message + ", again with -Doctarchy.seed=" + SEED);
        }
    }

    private static Schema.Message newer(final Schema.Message message) {
        final List<Field> data = new ArrayList<>(message.block().data());
        data.add(new Field(ADDED_DATA, Kind.BYTES, "", List.of()));
        final Block block = newer(message.block());
        return new Schema.Message(
                message.schema(), message.name(), message.id(), new Block(block.fields(), block.groups(), data));
    }

    private static Block newer(final Block block) {
        final List<Field> fields = new ArrayList<>(block.fields());
        fields.add(new Field(ADDED_FIELD, Kind.NUMBER, "int32", List.of()));
        final Map<String, Block> groups = new LinkedHashMap<>();
        block.groups().forEach((name, entry) -> groups.put(name, newer(entry)));
        return new Block(fields, groups, block.data());
    }

    /** The values without what the newer schema added. */
    private static Values older(final Values values, final boolean absent) {
        final Values older = new Values();
        values.fields().forEach((name, value) -> {
            if (name.equals(ADDED_FIELD) && absent) {
                assertEquals(ABSENT, value);
            }
            if (!name.equals(ADDED_FIELD) && !name.equals(ADDED_DATA)) {
                older.fields().put(name, value);
            }
        });
        values.groups().forEach((name, entries) -> older.groups()
                .put(name, entries.stream().map(entry -> older(entry, absent)).toList()));
        return older;
    }
}
