package io.octarchy.simulator.run;

import io.octarchy.examples.arena.ArenaState;
import io.octarchy.simulator.plan.FaultKind;
import io.octarchy.simulator.plan.Plan;
import io.octarchy.simulator.plan.Wishes;
import io.octarchy.simulator.trace.Observer;
import io.octarchy.simulator.trace.Tracer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The simulator's door. What goes in and out is of the JDK's types alone, so that a class loader of its own may load the
 * simulator and all cores, with a class changed, beside the ones that the caller has.
 *
 * <p>In: {@code seed} (Long), {@code nodes}, {@code players}, {@code ticks} (Integer, 0: from the seed), {@code faults}
 * (String), {@code trace} (Boolean); {@code untilBroken} (Boolean, may be absent): end at the first violation. Out: {@code plan} (String), {@code ticks}, {@code simulatedNs}, {@code handovers},
 * {@code takeovers} (Long), {@code faults} (Map of String and Long), {@code violations} and {@code checked} (long[] of I1 to
 * I9), {@code historyHash} (Long), {@code texts}, {@code trace} (List of String).
 *
 * <p>Throws IllegalArgumentException for what is impossible, with a message for the user.
 */
public final class Simulator implements Function<Map<String, Object>, Map<String, Object>> {
    private static final Pattern ENTITY = Pattern.compile("entity (\\d+)");
    private static final Pattern SESSION = Pattern.compile("session (\\d+)");

    @Override
    public Map<String, Object> apply(final Map<String, Object> request) {
        final long seed = (Long) request.get("seed");
        final Wishes wishes = new Wishes(
                (Integer) request.get("nodes"),
                (Integer) request.get("players"),
                (Integer) request.get("ticks"),
                FaultKind.parse((String) request.get("faults")));
        final boolean untilBroken = (Boolean) request.getOrDefault("untilBroken", false);
        final Outcome outcome = run(Plan.of(seed, wishes), null, untilBroken);
        final boolean traced = outcome.broken() > 0 && (Boolean) request.get("trace");
        final Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("plan", Plan.of(seed, wishes).summary());
        answer.put("ticks", outcome.ticks());
        answer.put("simulatedNs", outcome.simulatedNs());
        answer.put("handovers", outcome.handovers());
        answer.put("takeovers", outcome.takeovers());
        answer.put("faults", outcome.faults());
        answer.put("violations", outcome.violations());
        answer.put("checked", outcome.checked());
        answer.put("historyHash", outcome.historyHash());
        answer.put("texts", outcome.texts());
        answer.put("trace", traced ? trace(Plan.of(seed, wishes), outcome.texts()) : List.of());
        return answer;
    }

    /** Whatever is thrown in a run is no fault of the request. */
    private static Outcome run(final Plan plan, final Observer observer, final boolean untilBroken) {
        try {
            return new Run(plan, observer).go(untilBroken);
        } catch (final RuntimeException e) {
            throw new IllegalStateException("seed " + plan.seed() + ", " + plan.summary(), e);
        }
    }

    /** Run it again, and follow the entity of the first violation that names one. */
    private static List<String> trace(final Plan plan, final List<String> texts) {
        for (final String text : texts) {
            final Matcher entity = ENTITY.matcher(text);
            if (entity.find()) {
                final Matcher session = SESSION.matcher(text);
                final int player = session.find() ? Integer.parseInt(session.group(1)) : -1;
                final Tracer tracer = new Tracer(Long.parseLong(entity.group(1)), player, ArenaState.PUBLIC_LENGTH);
                run(plan, tracer, false);
                return tracer.lines();
            }
        }
        return List.of();
    }
}
