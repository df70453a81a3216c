package io.octarchy.mutants.list;

import io.octarchy.mutants.Mutant;
import java.util.List;
import java.util.stream.Stream;

/** All planted bugs. */
public final class Mutants {
    private Mutants() {}

    public static List<Mutant> all() {
        return Stream.of(HandoverMutants.all(), TakeoverMutants.all(), StandbyMutants.all(), NodeMutants.all())
                .flatMap(List::stream)
                .toList();
    }

    /**
     * The bug of this name.
     *
     * @throws IllegalArgumentException when there is none.
     */
    public static Mutant named(final String name) {
        return all().stream()
                .filter(mutant -> mutant.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--mutant " + name + " is none of: "
                        + String.join(", ", all().stream().map(Mutant::name).toList())));
    }
}
