package io.octarchy.mutants;

import io.octarchy.mutants.code.Change;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Loads the simulator and all cores once more, with the changes of a mutant. What production runs is loaded by somebody
 * else, and never sees them.
 */
final class MutantLoader extends ClassLoader {
    private static final String OURS = "io.octarchy.";
    private static final String MUTANTS = "io.octarchy.mutants.";
    private static final String SIMULATOR = "io.octarchy.simulator.run.Simulator";

    private final Map<String, List<Change>> changes;

    MutantLoader(final Mutant mutant) {
        super("mutant " + mutant.name(), MutantLoader.class.getClassLoader());
        changes = mutant.changes().stream().collect(Collectors.groupingBy(Change::className));
    }

    /** The simulator of the mutant. */
    @SuppressWarnings("unchecked") // the simulator's own promise
    Function<Map<String, Object>, Map<String, Object>> simulator() {
        try {
            return (Function<Map<String, Object>, Map<String, Object>>)
                    loadClass(SIMULATOR).getDeclaredConstructor().newInstance();
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException(getName(), e);
        }
    }

    /** Load, change and verify all changed classes. */
    void loadChanged() {
        try {
            for (final String className : changes.keySet()) {
                Class.forName(className, true, this);
            }
        } catch (final ClassNotFoundException e) {
            throw new IllegalStateException(getName(), e);
        }
    }

    @Override
    protected Class<?> loadClass(final String name, final boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS) || name.startsWith(MUTANTS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            final Class<?> known = findLoadedClass(name);
            return known != null ? known : define(name);
        }
    }

    private Class<?> define(final String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            final byte[] compiled = in.readAllBytes();
            final byte[] code = changes.containsKey(name) ? Change.change(compiled, changes.get(name)) : compiled;
            return defineClass(name, code, 0, code.length);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
