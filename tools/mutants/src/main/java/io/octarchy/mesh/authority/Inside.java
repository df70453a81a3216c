package io.octarchy.mesh.authority;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;

/** What is private. Only for planted bugs. */
final class Inside {
    private Inside() {}

    static Object field(final Object object, final String name) {
        try {
            final Field field = object.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field.get(object);
        } catch (final ReflectiveOperationException e) {
            throw new LinkageError(object.getClass() + "." + name, e);
        }
    }

    /** Call the only method of this name. */
    static void call(final Object object, final String name, final Object... arguments) {
        try {
            final Method method = Arrays.stream(object.getClass().getDeclaredMethods())
                    .filter(candidate -> candidate.getName().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new LinkageError(object.getClass() + "." + name));
            method.setAccessible(true);
            method.invoke(object, arguments);
        } catch (final ReflectiveOperationException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new LinkageError(object.getClass() + "." + name, e);
        }
    }
}
