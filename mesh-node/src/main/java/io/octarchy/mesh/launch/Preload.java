package io.octarchy.mesh.launch;

import io.aeron.Aeron;
import io.octarchy.codec.peer.MessageHeaderDecoder;
import io.octarchy.replicator.slab.EntitySlab;
import io.octarchy.space.region.RegionMap;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;

/**
 * Loads every class that a node may come to need before its first tick, so that the first handover or the first takeover
 * does not wait for the class loader in the middle of a tick.
 *
 * <p>It also resolves their string constants, where the JVM lets it (jdk.internal.reflect exported, java.lang opened; the
 * launcher and the manifest of octarchy.jar do both): HotSpot resolves those of a whole class on the thread that asks for
 * the first compilation of one of its methods by C2 (CompileBroker::compile_method), which would be seen as some tens of
 * bytes that a tick allocates.
 */
final class Preload {
    private static final List<Class<?>> OF_EACH_JAR = List.of(
            MeshNode.class,
            EntitySlab.class,
            MessageHeaderDecoder.class,
            RegionMap.class,
            Aeron.class,
            DirectBuffer.class);
    private static final String OURS = "io/octarchy/";
    /** What of libraries runs seldom, and may well be initialised; what runs often is compiled before long. */
    private static final List<String> OF_LIBRARIES = List.of(
            "io/aeron/logbuffer/", "io/aeron/cluster/client/", "io/aeron/cluster/codecs/", "org/agrona/collections/");

    /** What nodes do not run: their peers' halves, and classes that name what is optional. */
    private static final List<String> OTHERS = List.of(
            "io/octarchy/mesh/gateway/",
            "io/octarchy/mesh/client/",
            "io/octarchy/mesh/fleet/",
            "io/octarchy/mesh/coordinator/",
            "io/octarchy/mesh/config/",
            "io/octarchy/mesh/launch/");

    private static final String COORDINATOR_CLIENT = "io/octarchy/mesh/coordinator/client/";
    private static final String SUFFIX = ".class";
    private static final String STRING = "STRING";
    private static final AtomicBoolean DONE = new AtomicBoolean();

    private final Method constantPool;
    private final Method size;
    private final Method tagAt;
    private final Method stringAt;

    private Preload() {
        Method pool = null;
        Method poolSize = null;
        Method poolTagAt = null;
        Method poolStringAt = null;
        try {
            pool = Class.class.getDeclaredMethod("getConstantPool");
            pool.setAccessible(true);
            poolSize = pool.getReturnType().getMethod("getSize");
            poolTagAt = pool.getReturnType().getMethod("getTagAt", int.class);
            poolStringAt = pool.getReturnType().getMethod("getStringAt", int.class);
            poolSize.invoke(pool.invoke(Preload.class));
        } catch (final ReflectiveOperationException | RuntimeException e) {
            pool = null;
        }
        constantPool = pool;
        size = poolSize;
        tagAt = poolTagAt;
        stringAt = poolStringAt;
    }

    /** Load and resolve, once a process. */
    static void run() {
        if (DONE.compareAndSet(false, true)) {
            final Preload preload = new Preload();
            OF_EACH_JAR.forEach(preload::jarOf);
        }
    }

    private void jarOf(final Class<?> anyClass) {
        final CodeSource source = anyClass.getProtectionDomain().getCodeSource();
        if (source == null) {
            return;
        }
        try {
            final Path place = Path.of(source.getLocation().toURI());
            if (Files.isDirectory(place)) {
                classesUnder(place, anyClass.getClassLoader());
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(place, anyClass.getClassLoader())) {
                    classesUnder(jar.getPath("/"), anyClass.getClassLoader());
                }
            }
        } catch (final IOException | URISyntaxException | RuntimeException e) {
            // An unusual class loader: classes come when they are needed.
        }
    }

    private void classesUnder(final Path root, final ClassLoader loader) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            files.map(file -> root.relativize(file).toString().replace(File.separatorChar, '/'))
                    .filter(Preload::isWanted)
                    .forEach(file -> load(file, loader));
        }
    }

    private static boolean isWanted(final String file) {
        if (!file.endsWith(SUFFIX) || file.endsWith("-info.class")) {
            return false;
        }
        if (file.startsWith(OURS)) {
            return file.startsWith(COORDINATOR_CLIENT) || OTHERS.stream().noneMatch(file::startsWith);
        }
        return OF_LIBRARIES.stream().anyMatch(file::startsWith);
    }

    private void load(final String file, final ClassLoader loader) {
        final String name = file.substring(0, file.length() - SUFFIX.length()).replace('/', '.');
        try {
            // Initialised, thus linked: HotSpot crashes when it is asked for constants of a class that is not.
            resolveStrings(Class.forName(name, true, loader));
        } catch (final ReflectiveOperationException | LinkageError e) {
            // One that names a library which is not there is not needed either.
        }
    }

    private void resolveStrings(final Class<?> type) throws IllegalAccessException, InvocationTargetException {
        if (constantPool == null) {
            return;
        }
        final Object pool = constantPool.invoke(type);
        final int entries = (int) size.invoke(pool);
        for (int i = 1; i < entries; i++) {
            if (STRING.equals(tagAt.invoke(pool, i).toString())) {
                stringAt.invoke(pool, i);
            }
        }
    }
}
