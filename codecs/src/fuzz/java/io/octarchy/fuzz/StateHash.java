package io.octarchy.fuzz;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.agrona.DirectBuffer;

/**
 * A hash over all that an object holds, however deep: of our own classes and Agrona's every field, of the JDK's collections
 * every element. Flyweights of messages and lambdas are not state. For tests that ask whether anything has changed.
 */
public final class StateHash {
    private static final Map<Class<?>, Field[]> FIELDS = new IdentityHashMap<>();

    private final Predicate<Field> ignored;
    private final IdentityHashMap<Object, Integer> seen = new IdentityHashMap<>();
    private final ArrayList<Object> open = new ArrayList<>();
    private long hash = 0xCBF29CE484222325L;

    private StateHash(final Predicate<Field> ignored) {
        this.ignored = ignored;
    }

    /**
     * The hash.
     *
     * @param ignored fields that are no state, such as counters and scratch.
     */
    public static long of(final Object root, final Predicate<Field> ignored) {
        final StateHash state = new StateHash(ignored);
        state.reference(root);
        while (!state.open.isEmpty()) {
            state.visit(state.open.remove(state.open.size() - 1));
        }
        return state.hash;
    }

    private void mix(final long value) {
        hash = (hash ^ value) * 0x9E3779B97F4A7C15L;
        hash ^= hash >>> 29;
    }

    private void reference(final Object object) {
        if (object == null) {
            mix(0);
        } else if (object instanceof Number || object instanceof String || object instanceof Boolean) {
            mix(object.hashCode());
        } else if (object instanceof Enum<?> constant) {
            mix(constant.ordinal());
        } else if (isState(object.getClass())) {
            final Integer known = seen.get(object);
            if (known != null) {
                mix(known);
            } else {
                seen.put(object, seen.size());
                open.add(object);
            }
        }
    }

    private static boolean isState(final Class<?> type) {
        final String name = type.getName();
        return !type.isHidden() && !type.isSynthetic() && !name.startsWith("io.octarchy.codec.");
    }

    private void visit(final Object object) {
        if (object.getClass().isArray()) {
            array(object);
        } else if (object instanceof DirectBuffer buffer) {
            mix(buffer.capacity());
            final int words = buffer.capacity() & -Long.BYTES;
            for (int i = 0; i < words; i += Long.BYTES) {
                mix(buffer.getLong(i));
            }
            for (int i = words; i < buffer.capacity(); i++) {
                mix(buffer.getByte(i));
            }
        } else if (object instanceof PriorityQueue<?> queue) {
            queue.stream().sorted().forEach(this::reference);
        } else if (object instanceof Collection<?> collection && isOfJdk(object)) {
            mix(collection.size());
            collection.forEach(this::reference);
        } else if (object instanceof Map<?, ?> map && isOfJdk(object)) {
            mix(map.size());
            map.forEach((key, value) -> {
                reference(key);
                reference(value);
            });
        } else if (!isOfJdk(object)) {
            fields(object);
        }
    }

    private static boolean isOfJdk(final Object object) {
        return object.getClass().getName().startsWith("java.");
    }

    private void array(final Object array) {
        final int length = Array.getLength(array);
        mix(length);
        if (array instanceof long[] longs) {
            for (final long value : longs) {
                mix(value);
            }
        } else if (array instanceof byte[] bytes) {
            mix(Arrays.hashCode(bytes));
        } else if (array instanceof int[] ints) {
            for (final int value : ints) {
                mix(value);
            }
        } else {
            for (int i = 0; i < length; i++) {
                reference(Array.get(array, i));
            }
        }
    }

    private void fields(final Object object) {
        try {
            for (final Field field : FIELDS.computeIfAbsent(object.getClass(), StateHash::fieldsOf)) {
                if (ignored.test(field)) {
                    continue;
                }
                final Class<?> type = field.getType();
                if (type == long.class || type == int.class || type == byte.class || type == short.class) {
                    mix(field.getLong(object));
                } else if (type == boolean.class) {
                    mix(field.getBoolean(object) ? 1 : 0);
                } else if (type.isPrimitive()) {
                    mix(field.get(object).hashCode());
                } else {
                    reference(field.get(object));
                }
            }
        } catch (final IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Field[] fieldsOf(final Class<?> type) {
        final List<Field> fields = new ArrayList<>();
        for (Class<?> at = type;
                at != null && at != Object.class && !at.getName().startsWith("java."); ) {
            for (final Field field : at.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    fields.add(field);
                }
            }
            at = at.getSuperclass();
        }
        return fields.toArray(new Field[0]);
    }

    /** What a field, and a field of that, holds. */
    public static Object inside(final Object object, final String... path) {
        Object at = object;
        try {
            for (final String name : path) {
                final Field field = at.getClass().getDeclaredField(name);
                field.setAccessible(true);
                at = field.get(at);
            }
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        return at;
    }
}
