package io.octarchy.tools.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.function.Function;

/** Which module may use which, class by class. */
final class Arrows {
    /** Gives the module of one of our classes, or null for a foreign one. */
    private final Function<JavaClass, MavenModule> moduleOf;

    Arrows(final Function<JavaClass, MavenModule> moduleOf) {
        this.moduleOf = moduleOf;
    }

    /** The dependencies of a class that its module may not have, a sentence each. */
    List<String> breaches(final JavaClass javaClass) {
        final MavenModule module = moduleOf.apply(javaClass);
        return javaClass.getDirectDependenciesFromSelf().stream()
                .filter(dependency ->
                        !isAllowed(module, dependency.getTargetClass().getBaseComponentType()))
                .map(Dependency::getDescription)
                .map(description -> module + " may not: " + description)
                .toList();
    }

    private boolean isAllowed(final MavenModule module, final JavaClass target) {
        if (target.isPrimitive()) {
            return true;
        }
        final MavenModule other = moduleOf.apply(target);
        return other != null ? module.mayUse(other) : module.mayUseForeign(target.getPackageName());
    }
}
