package io.octarchy.tools.architecture;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What makes a class impure: its outcome could differ between two runs with equal inputs. Time, randomness, messages
 * and storage come to a core as arguments and byte-level seams; they live in shells.
 *
 * <p>What bytecode does not show is not found: an {@code Object.hashCode} that nobody overrode, say.
 */
final class Purity {
    /** No class in these packages, nor any of these classes with their nested ones. */
    private static final List<String> FORBIDDEN = List.of(
            "com.sun.management",
            "io.aeron",
            "java.io",
            "java.lang.InheritableThreadLocal",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.ProcessHandle",
            "java.lang.Runtime",
            "java.lang.System$Logger",
            "java.lang.Thread",
            "java.lang.ThreadLocal",
            "java.lang.management",
            "java.lang.ref",
            "java.net",
            "java.nio.channels",
            "java.nio.file",
            "java.security.SecureRandom",
            "java.time.Clock",
            "java.util.Calendar",
            "java.util.Timer",
            "java.util.concurrent",
            "java.util.logging",
            "net.openhft",
            "org.agrona.IoUtil",
            "org.agrona.MarkFile",
            "org.agrona.SystemUtil",
            "org.agrona.concurrent.AgentRunner",
            "org.agrona.concurrent.HighResolutionClock",
            "org.agrona.concurrent.HighResolutionTimer",
            "org.agrona.concurrent.ShutdownSignalBarrier",
            "org.agrona.concurrent.SystemEpochClock",
            "org.agrona.concurrent.SystemEpochMicroClock",
            "org.agrona.concurrent.SystemEpochNanoClock",
            "org.agrona.concurrent.SystemNanoClock",
            "org.slf4j");

    /**
     * TimeUnit only converts; AtomicLongArray is how a core's counters, which its one thread writes, are read from
     * outside; Serializable is what the compiler gives a lambda or a record that asks for it.
     */
    private static final Set<String> ALLOWED = Set.of(
            "java.io.Serializable", "java.util.concurrent.TimeUnit", "java.util.concurrent.atomic.AtomicLongArray");

    /** Hash order by identity or by hash codes that need not be the same in the next JVM. */
    private static final Set<String> NOT_CONSTRUCTED = Set.of(
            "java.util.HashMap",
            "java.util.HashSet",
            "java.util.Hashtable",
            "java.util.IdentityHashMap",
            "java.util.WeakHashMap");

    /** Constructors that seed themselves or read the clock when they are given nothing. */
    private static final Set<String> NOT_CONSTRUCTED_WITHOUT_ARGUMENT =
            Set.of("java.util.Random", "java.util.SplittableRandom", "java.util.Date");

    private static final Map<String, Set<String>> FORBIDDEN_MEMBERS = Map.ofEntries(
            Map.entry("java.lang.Object", Set.of("wait", "notify", "notifyAll")),
            Map.entry("java.lang.Boolean", Set.of("getBoolean")),
            Map.entry("java.lang.Integer", Set.of("getInteger")),
            Map.entry("java.lang.Long", Set.of("getLong")),
            Map.entry("java.lang.Class", Set.of("getResource", "getResourceAsStream")),
            // Intrinsics may differ in the last bit from one machine to the next: StrictMath does not.
            Map.entry(
                    "java.lang.Math",
                    Set.of(
                            "random", "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "exp", "expm1", "log",
                            "log10", "log1p", "pow", "cbrt", "hypot", "sinh", "cosh", "tanh")),
            Map.entry("java.nio.charset.Charset", Set.of("defaultCharset")),
            Map.entry("java.util.Locale", Set.of("getDefault")),
            Map.entry("java.util.TimeZone", Set.of("getDefault")),
            Map.entry("java.util.UUID", Set.of("randomUUID")),
            Map.entry("java.util.random.RandomGenerator", Set.of("getDefault", "of")),
            // Iteration order is salted anew in every JVM.
            Map.entry("java.util.Set", Set.of("of", "copyOf", "parallelStream")),
            Map.entry("java.util.Map", Set.of("of", "ofEntries", "copyOf")),
            Map.entry(
                    "java.util.stream.Collectors",
                    Set.of("toSet", "toMap", "toUnmodifiableSet", "toUnmodifiableMap", "groupingByConcurrent")));

    private static final Set<String> PARALLEL = Set.of("parallelStream", "parallel");

    private Purity() {}

    /** What is impure in a class, a sentence with its line each; empty when nothing is. */
    static List<String> breaches(final JavaClass javaClass) {
        final List<String> breaches = new ArrayList<>();
        for (final Dependency dependency : javaClass.getDirectDependenciesFromSelf()) {
            if (isForbidden(dependency.getTargetClass().getBaseComponentType().getName())) {
                breaches.add(dependency.getDescription());
            }
        }
        accesses(javaClass)
                .filter(access -> isForbidden(access.getTarget()))
                .forEach(access -> breaches.add(access.getDescription()));
        javaClass.getMethods().stream()
                .filter(method -> method.getModifiers().contains(JavaModifier.SYNCHRONIZED))
                .forEach(method -> breaches.add(method.getDescription() + " is synchronized"));
        return breaches;
    }

    private static Stream<JavaAccess<?>> accesses(final JavaClass javaClass) {
        return Stream.concat(
                javaClass.getCodeUnitAccessesFromSelf().stream(), javaClass.getFieldAccessesFromSelf().stream());
    }

    private static boolean isForbidden(final String className) {
        return !ALLOWED.contains(className)
                && (className.startsWith("org.agrona.concurrent.") && className.endsWith("IdleStrategy")
                        || FORBIDDEN.stream().anyMatch(name -> isSameOrInside(className, name)));
    }

    private static boolean isSameOrInside(final String className, final String name) {
        return className.startsWith(name)
                && (className.length() == name.length() || ".$".indexOf(className.charAt(name.length())) >= 0);
    }

    private static boolean isForbidden(final AccessTarget target) {
        final String owner = target.getOwner().getName();
        final String name = target.getName();
        if (owner.equals("java.lang.System")) {
            return !name.equals("arraycopy");
        }
        if (target instanceof AccessTarget.CodeUnitAccessTarget codeUnit) {
            return isForbidden(owner, name, codeUnit.getRawParameterTypes().size());
        }
        return false;
    }

    private static boolean isForbidden(final String owner, final String name, final int parameters) {
        return switch (name) {
            case "<init>" ->
                NOT_CONSTRUCTED.contains(owner) || parameters == 0 && NOT_CONSTRUCTED_WITHOUT_ARGUMENT.contains(owner);
            case "now" -> owner.startsWith("java.time.");
            case "shuffle" -> owner.equals("java.util.Collections") && parameters == 1;
            case "groupingBy" -> owner.equals("java.util.stream.Collectors") && parameters < 3;
            default ->
                owner.startsWith("java.util.") && PARALLEL.contains(name)
                        || FORBIDDEN_MEMBERS.getOrDefault(owner, Set.of()).contains(name);
        };
    }
}
