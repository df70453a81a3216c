package io.octarchy.codec;

import io.octarchy.codec.Schema.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Drives the generated flyweights of a package by reflection, as a program does by hand: in the schema's order, every
 * field of every block. Exceptions of the flyweights come out as they are.
 */
final class Flyweights {
    private static final int MAX_LENGTH = 64 * 1024;
    private static final Map<List<Object>, Method> METHODS = new ConcurrentHashMap<>();

    private final String packageName;
    private final ClassLoader loader;
    private final UnsafeBuffer scratch = new UnsafeBuffer(new byte[MAX_LENGTH]);

    Flyweights(final String packageName, final ClassLoader loader) {
        this.packageName = packageName;
        this.loader = loader;
    }

    /** Those that the product uses. */
    static Flyweights of(final Schema schema) {
        return new Flyweights(schema.packageName(), Flyweights.class.getClassLoader());
    }

    int constant(final Schema.Message message, final String name) {
        try {
            return load(message.name() + "Decoder").getField(name).getInt(null);
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] encode(final Schema.Message message, final Values values) {
        scratch.setMemory(0, MAX_LENGTH, (byte) 0x5A);
        final Object header = create("MessageHeaderEncoder");
        final Object encoder = create(message.name() + "Encoder");
        final Method wrap = method(encoder, "wrapAndApplyHeader", 3);
        invoke(encoder, wrap, scratch, 0, header);
        encodeBlock(encoder, message.block(), values);
        return Arrays.copyOf(scratch.byteArray(), (int) invoke(encoder, method(encoder, "limit", 0)));
    }

    private void encodeBlock(final Object encoder, final Schema.Block block, final Values values) {
        for (final Field field : block.fields()) {
            encodeField(encoder, field, value(values, field.name()));
        }
        block.groups().forEach((name, entryBlock) -> {
            final List<Values> entries = values.groups().get(name);
            if (entries == null) {
                throw new IllegalArgumentException("no values for group '" + name + "'");
            }
            final Object group = invoke(encoder, method(encoder, name + "Count", 1), entries.size());
            final Method next = method(group, "next", 0);
            for (final Values entry : entries) {
                invoke(group, next);
                encodeBlock(group, entryBlock, entry);
            }
        });
        for (final Field data : block.data()) {
            final String value = value(values, data.name());
            final byte[] bytes = data.kind() == Schema.Kind.TEXT
                    ? value.substring(1, value.length() - 1).getBytes(StandardCharsets.US_ASCII)
                    : Hex.parse(value);
            invoke(encoder, method(encoder, "put" + capital(data.name()), byte[].class), bytes, 0, bytes.length);
        }
    }

    private static String value(final Values values, final String name) {
        final String value = values.fields().get(name);
        if (value == null) {
            throw new IllegalArgumentException("no value for field '" + name + "'");
        }
        return value;
    }

    private void encodeField(final Object encoder, final Field field, final String value) {
        if (field.kind() == Schema.Kind.SET) {
            final Object set = invoke(encoder, method(encoder, field.name(), 0));
            invoke(set, method(set, "clear", 0));
            for (final String choice : value.isEmpty() ? new String[0] : value.split("\\|")) {
                invoke(set, method(set, choice, 1), true);
            }
            return;
        }
        final Method setter = method(encoder, field.name(), 1);
        invoke(encoder, setter, parse(setter.getParameterTypes()[0], value));
    }

    private static Object parse(final Class<?> type, final String value) {
        if (type.isEnum()) {
            return invoke(null, method(type, "valueOf", String.class), value);
        }
        return switch (type.getName()) {
            case "byte" -> Byte.valueOf(value);
            case "short" -> Short.valueOf(value);
            case "int" -> Integer.valueOf(value);
            case "long" -> Long.valueOf(value);
            case "float" -> Float.valueOf(value);
            case "double" -> Double.valueOf(value);
            default -> throw new IllegalStateException("no value of " + type + " from text");
        };
    }

    /** Decode a whole message: every field, every entry, all data. */
    Values decode(final Schema.Message message, final DirectBuffer buffer) {
        final Object header = create("MessageHeaderDecoder");
        final Object decoder = create(message.name() + "Decoder");
        invoke(decoder, method(decoder, "wrapAndApplyHeader", 3), buffer, 0, header);
        return decodeBlock(decoder, message.block());
    }

    private Values decodeBlock(final Object decoder, final Schema.Block block) {
        final Values values = new Values();
        for (final Field field : block.fields()) {
            values.fields().put(field.name(), decodeField(decoder, field));
        }
        block.groups().forEach((name, entryBlock) -> {
            final List<Values> entries = new ArrayList<>();
            final Object group = invoke(decoder, method(decoder, name, 0));
            final Method hasNext = method(group, "hasNext", 0);
            final Method next = method(group, "next", 0);
            while ((boolean) invoke(group, hasNext)) {
                invoke(group, next);
                entries.add(decodeBlock(group, entryBlock));
            }
            values.groups().put(name, entries);
        });
        for (final Field data : block.data()) {
            final int length = (int) invoke(decoder, method(decoder, data.name() + "Length", 0));
            final byte[] bytes = new byte[length];
            invoke(decoder, method(decoder, "get" + capital(data.name()), byte[].class), bytes, 0, length);
            final String text = data.kind() == Schema.Kind.TEXT
                    ? '"' + new String(bytes, StandardCharsets.US_ASCII) + '"'
                    : Hex.of(bytes, length);
            values.fields().put(data.name(), text);
        }
        return values;
    }

    private static String decodeField(final Object decoder, final Field field) {
        final Object value = invoke(decoder, method(decoder, field.name(), 0));
        if (field.kind() != Schema.Kind.SET) {
            return value.toString();
        }
        final List<String> chosen = field.symbols().stream()
                .filter(choice -> (boolean) invoke(value, method(value, choice, 0)))
                .toList();
        return String.join("|", chosen);
    }

    private Class<?> load(final String className) {
        try {
            return loader.loadClass(packageName + "." + className);
        } catch (final ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object create(final String className) {
        try {
            return load(className).getConstructor().newInstance();
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Method method(final Object target, final String name, final int parameters) {
        return method(target.getClass(), name, method -> method.getParameterCount() == parameters, parameters);
    }

    /** A method by its first parameter: byte[] among the ways to get and put data. */
    private static Method method(final Object target, final String name, final Class<?> first) {
        final Class<?> type = target instanceof Class<?> itself ? itself : target.getClass();
        return method(
                type, name, method -> method.getParameterCount() > 0 && method.getParameterTypes()[0] == first, first);
    }

    private static Method method(
            final Class<?> type, final String name, final Predicate<Method> wanted, final Object what) {
        return METHODS.computeIfAbsent(List.of(type, name, what), key -> {
            for (final Method method : type.getMethods()) {
                if (method.getName().equals(name) && !method.isBridge() && wanted.test(method)) {
                    return method;
                }
            }
            throw new IllegalStateException(type + " has no " + name + " with " + what);
        });
    }

    private static Object invoke(final Object target, final Method method, final Object... arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (final InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        } catch (final IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String capital(final String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
