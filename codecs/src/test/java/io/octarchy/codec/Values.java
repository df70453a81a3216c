package io.octarchy.codec;

import io.octarchy.codec.Schema.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.StringJoiner;

/**
 * The values of a message, or of a group's entry, as text, so that they can be compared, printed and read back: whole
 * numbers in decimals, floating point as Java prints it, enums by name, sets as names joined by {@code |}, bytes in hex,
 * text quoted.
 */
record Values(Map<String, String> fields, Map<String, List<Values>> groups) {
    private static final int MAX_BYTES = 24;

    Values() {
        this(new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    /** Values that depend on the path of each field only: a field that is added changes no other. */
    static Values pinned(final Schema.Message message) {
        return pinned(message.block(), message.toString());
    }

    private static Values pinned(final Schema.Block block, final String path) {
        final Values values = new Values();
        for (final Field field : concat(block)) {
            final SplittableRandom random = new SplittableRandom((path + "." + field.name()).hashCode());
            values.fields.put(field.name(), any(field, random, 1 + random.nextInt(8), false));
        }
        block.groups()
                .forEach((name, entry) -> values.groups.put(
                        name,
                        List.of(pinned(entry, path + "." + name + "[0]"), pinned(entry, path + "." + name + "[1]"))));
        return values;
    }

    /** Any values that the schema allows; groups and data may be empty. */
    static Values random(final Schema.Block block, final SplittableRandom random) {
        final Values values = new Values();
        for (final Field field : concat(block)) {
            values.fields.put(field.name(), any(field, random, random.nextInt(MAX_BYTES), random.nextInt(8) == 0));
        }
        block.groups().forEach((name, entry) -> {
            final List<Values> entries = new ArrayList<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                entries.add(random(entry, random));
            }
            values.groups.put(name, entries);
        });
        return values;
    }

    private static List<Field> concat(final Schema.Block block) {
        final List<Field> all = new ArrayList<>(block.fields());
        all.addAll(block.data());
        return all;
    }

    private static String any(
            final Field field, final SplittableRandom random, final int length, final boolean extreme) {
        return switch (field.kind()) {
            case NUMBER -> number(field.primitive(), extreme ? -random.nextInt(2) : random.nextLong());
            case ENUM -> field.symbols().get(random.nextInt(field.symbols().size()));
            case SET -> {
                final StringJoiner chosen = new StringJoiner("|");
                field.symbols().stream().filter(symbol -> random.nextBoolean()).forEach(chosen::add);
                yield chosen.toString();
            }
            case BYTES -> {
                final byte[] bytes = new byte[length];
                random.nextBytes(bytes);
                yield Hex.of(bytes, bytes.length);
            }
            case TEXT -> {
                final StringBuilder text = new StringBuilder("\"");
                random.ints(length, ' ', '~' + 1).forEach(c -> text.append((char) c));
                yield text.append('"').toString();
            }
        };
    }

    private static String number(final String primitive, final long bits) {
        return switch (primitive) {
            case "int8", "char" -> Byte.toString((byte) bits);
            case "int16" -> Short.toString((short) bits);
            case "int32" -> Integer.toString((int) bits);
            case "int64", "uint64" -> Long.toString(bits);
            case "uint8" -> Integer.toString((int) bits & 0xFF);
            case "uint16" -> Integer.toString((int) bits & 0xFFFF);
            case "uint32" -> Long.toString(bits & 0xFFFF_FFFFL);
            case "float" -> Float.toString(Float.intBitsToFloat((int) bits));
            case "double" -> Double.toString(Double.longBitsToDouble(bits));
            default -> throw new IllegalStateException("these tests do not know the type " + primitive);
        };
    }
}
