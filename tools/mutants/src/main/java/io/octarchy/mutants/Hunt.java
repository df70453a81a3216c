package io.octarchy.mutants;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Looks for a mutant, seed after seed. It is found by a seed whose run breaks an invariant, or throws, with the mutant, and
 * does neither without.
 *
 * <p>Thread safe: several mutants may be hunted at once.
 */
public final class Hunt {
    private final Map<String, Object> request;
    private final Function<Map<String, Object>, Map<String, Object>> clean;
    private final Map<String, Boolean> isClean = new ConcurrentHashMap<>();

    /**
     * @param request of the simulator, without seed and faults.
     * @param clean the simulator without a mutant.
     */
    public Hunt(final Map<String, Object> request, final Function<Map<String, Object>, Map<String, Object>> clean) {
        this.request = Map.copyOf(request);
        this.clean = clean;
    }

    /**
     * What came of it.
     *
     * @param faults under which it was hunted.
     * @param seed that found it, the last one tried when none did.
     * @param seeds tried.
     * @param invariant broken first, {@code throws} when the run ended by an exception; empty when it was not found.
     * @param text what was said about it.
     */
    public record Trophy(Mutant mutant, String faults, long seed, int seeds, String invariant, String text) {
        public boolean isFound() {
            return !invariant.isEmpty();
        }
    }

    /**
     * Try seeds from this one on, so many at most.
     *
     * @throws IllegalArgumentException when the request is impossible, with a message for the user.
     */
    public Trophy hunt(final Mutant mutant, final String faults, final long firstSeed, final int seeds) {
        final Function<Map<String, Object>, Map<String, Object>> simulator = simulator(mutant);
        for (int i = 0; i < seeds; i++) {
            final long seed = firstSeed + i;
            final List<String> broken = broken(simulator, seed, faults);
            if (!broken.isEmpty() && isClean(seed, faults)) {
                final String text = broken.get(0);
                final String invariant = text.matches("I\\d: .*") ? text.substring(0, 2) : "throws";
                return new Trophy(mutant, faults, seed, i + 1, invariant, text);
            }
        }
        return new Trophy(mutant, faults, firstSeed + seeds - 1, seeds, "", "");
    }

    /** The simulator and all that it runs, with the mutant. */
    public static Function<Map<String, Object>, Map<String, Object>> simulator(final Mutant mutant) {
        return new MutantLoader(mutant).simulator();
    }

    private boolean isClean(final long seed, final String faults) {
        return isClean.computeIfAbsent(
                seed + " " + faults, key -> broken(clean, seed, faults).isEmpty());
    }

    private List<String> broken(
            final Function<Map<String, Object>, Map<String, Object>> simulator, final long seed, final String faults) {
        final Map<String, Object> full = new HashMap<>(request);
        full.put("seed", seed);
        full.put("faults", faults);
        full.put("trace", false);
        full.put("untilBroken", true);
        try {
            final Map<String, Object> answer = simulator.apply(full);
            return ((List<?>) answer.get("texts")).stream().map(String::valueOf).toList();
        } catch (final IllegalStateException e) {
            return List.of(String.valueOf(e.getCause() == null ? e : e.getCause()));
        }
    }
}
