package io.octarchy.tools.record;

import io.octarchy.codec.event.CounterKind;
import io.octarchy.tools.checker.Invariant;
import io.octarchy.tools.checker.MeshChecker;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The result of a run as one JSON object. Its keys are a contract with scripts: all are there, null where nothing was
 * measured; more may be added.
 */
public final class RunSummary {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final RunRecorder run;
    private final ObjectNode json = MAPPER.createObjectNode();

    RunSummary(final RunRecorder run) {
        this.run = run;
        putRun();
        putHandovers();
        putCommands();
        putPlayers();
        putTopology();
        putFaults();
        putInvariants();
        putEnvironment();
    }

    /** To be read, or added to. */
    public ObjectNode json() {
        return json;
    }

    /** One line, for the last line of standard output. */
    public String line() {
        return MAPPER.writeValueAsString(json);
    }

    /** For a terminal: the main figures, some fifteen lines. */
    public String text() {
        return SummaryText.of(json);
    }

    /** For a file that people read. */
    public String pretty() {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + System.lineSeparator();
    }

    private void putRun() {
        final RunFacts facts = run.facts();
        json.put("scenario", facts.scenario());
        json.put("isolation", facts.isolation());
        json.put("seed", facts.seed());
        json.put("players", facts.players());
        final ObjectNode connected = json.putObject("playersConnected");
        final boolean hasPlayers = run.connected().getTotalCount() > 0;
        put(connected, "min", hasPlayers, run.connected().getMinValue());
        put(connected, "mean", hasPlayers, round(run.connected().getMean()));
        final int most = run.timeline().stream().mapToInt(Second::nodes).max().orElse(0);
        final int least = run.timeline().stream()
                .mapToInt(Second::nodes)
                .filter(nodes -> nodes > 0)
                .min()
                .orElse(0);
        put(json, "nodesMin", most > 0, least);
        put(json, "nodesMax", most > 0, most);
        json.put("seconds", round(run.elapsedSeconds()));
        final long ticks =
                run.nodes().stream().mapToLong(NodeFigures::ticks).max().orElse(0);
        put(json, "ticks", ticks > 0, ticks);
        final double seconds =
                run.nodes().stream().mapToDouble(NodeFigures::seconds).max().orElse(0);
        put(json, "tickHz", seconds > 0, round((ticks - 1) / seconds));
        putTimes(Tag.TICK, 50, 99, 99.9, 100);
    }

    private void putHandovers() {
        json.put("handovers", run.handovers());
        json.put("handoverAborts", sum(CounterKind.HANDOVER_ABORTS));
        json.put("returnsWithin10s", run.returns());
        json.put("crossings", Math.max(sum(CounterKind.CROSSINGS), run.handovers() - run.handoversByMap()));
        json.put("migratedEntities", run.handoversByMap());
        putTimes(Tag.HANDOVER, 50, 99, 99.9, 100);
        putTimes(Tag.AUTHORITY_GAP, 50, 99, 100);
        final MeshChecker checker = run.checker();
        json.put("ticksSkipped", checker.ticksSkipped());
        json.put("ticksDoubled", checker.ticksDoubled());
        json.put("ticksFrozen", checker.ticksFrozen());
    }

    /** Commands and joint operations of entities of different nodes, such as trades and fights. */
    private void putCommands() {
        json.put("commandsSent", sum(CounterKind.COMMANDS_SENT));
        json.put("commandsApplied", sum(CounterKind.COMMANDS_APPLIED));
        json.put("commandsReturned", sum(CounterKind.COMMANDS_RETURNED));
        json.put("commandsRefused", sum(CounterKind.COMMANDS_REFUSED));
        json.put("commandsForwarded", sum(CounterKind.COMMANDS_FORWARDED));
        json.put("commandsAbandoned", sum(CounterKind.COMMANDS_ABANDONED));
        json.put("togetherBrought", sum(CounterKind.TOGETHER_BROUGHT));
        json.put("togetherFailed", sum(CounterKind.TOGETHER_FAILED));
    }

    private void putPlayers() {
        final SwarmFigures swarm = run.swarm();
        final boolean has = swarm.players() > 0 || swarm.inputsSent() > 0;
        putTimes(Tag.INPUT_TO_VIEW, 50, 99, 99.9, 100);
        put(json, "inputsSent", has, swarm.inputsSent());
        json.put("inputsApplied", sum(CounterKind.INPUTS_APPLIED));
        json.put("updatesDue", sum(CounterKind.UPDATES_DUE));
        put(json, "updatesDelivered", has, swarm.updatesDelivered());
        final double playerSeconds = run.connected().getMean() * run.elapsedSeconds();
        put(json, "bytesPerPlayerPerSecond", has && playerSeconds > 0, round(swarm.viewBytes() / playerSeconds));
        put(json, "ghostsPerEntity", run.ghostsPerEntity() >= 0, round(run.ghostsPerEntity()));
    }

    private void putTopology() {
        final Histogram imbalances = run.imbalances();
        final ObjectNode imbalance = json.putObject("imbalance");
        put(imbalance, "mean", imbalances.getTotalCount() > 0, round(imbalances.getMean() / 1000));
        put(imbalance, "p99", imbalances.getTotalCount() > 0, round(imbalances.getValueAtPercentile(99) / 1000.0));
        json.put("borderShifts", run.decisions(DecisionKind.SHIFT));
        json.put("mapVersions", run.checker().mapVersions());
        json.put("splits", run.decisions(DecisionKind.SPLIT));
        json.put("merges", run.decisions(DecisionKind.MERGE));
        json.put("spawned", run.decisions(DecisionKind.SPAWN));
        json.put("retired", run.decisions(DecisionKind.RETIRE));
    }

    private void putFaults() {
        final MeshChecker checker = run.checker();
        json.put("takeovers", run.decisions(DecisionKind.TAKEOVER_DECIDED));
        putTimes(Tag.OUTAGE, 50, 99, 100);
        putCrashes();
        final ObjectNode rollback = json.putObject("rollbackTicks");
        put(rollback, "p50", checker.rollbacks() > 0, checker.rollbackTicksAt(0.5));
        put(rollback, "max", checker.rollbacks() > 0, checker.rollbackTicksAt(1));
        json.put("unprotectedMs", checker.unprotectedTicks() * run.facts().tickIntervalNs() / 1_000_000);
        json.put("staleAccepted", checker.staleAccepted());
        json.put("staleDropped", sum(CounterKind.STALE_DROPPED));
        final boolean measured = run.measuredTicks() > 0;
        put(json, "allocatedBytesPerTick", measured, (double) run.allocatedBytes() / Math.max(1, run.measuredTicks()));
        put(json, "ticksAllocating", measured, run.ticksAllocating());
    }

    /** As people see a crash: over when the last of its entities goes on. */
    private void putCrashes() {
        final Histogram crashes = new Histogram(3);
        run.outages().forEach(ns -> crashes.recordValue(Math.max(0, ns)));
        final boolean any = crashes.getTotalCount() > 0;
        final ObjectNode times = json.putObject("outagePerCrash");
        times.put("count", crashes.getTotalCount());
        put(times, "p50", any, round(crashes.getValueAtPercentile(50) / Tag.OUTAGE.nanosPerUnit()));
        put(times, "p99", any, round(crashes.getValueAtPercentile(99) / Tag.OUTAGE.nanosPerUnit()));
        put(times, "max", any, round(crashes.getMaxValue() / Tag.OUTAGE.nanosPerUnit()));
    }

    private void putInvariants() {
        final MeshChecker checker = run.checker();
        json.put("entitiesCreated", checker.entitiesCreated());
        json.put("entitiesRemoved", checker.entitiesRemoved());
        json.put("entitiesAlive", checker.entitiesCreated() - checker.entitiesRemoved());
        final ObjectNode violations = json.putObject("violations");
        final ObjectNode checked = json.putObject("checked");
        final ArrayNode breaches = json.putArray("breaches");
        for (final Invariant invariant : checker.invariants()) {
            violations.put(invariant.name(), invariant.violations());
            checked.put(invariant.name(), invariant.checked());
            invariant.texts().forEach(text -> breaches.add(invariant.name() + " " + text));
        }
        json.put("unverified", checker.isUnverified());
        json.put("eventsLost", checker.eventsLost());
    }

    private void putEnvironment() {
        final ObjectNode environment = json.putObject("environment");
        Environment.now().forEach(environment::put);
        environment.put("command", run.facts().commandLine());
    }

    private void putTimes(final Tag tag, final double... percentiles) {
        final Histogram histogram = run.total(tag);
        final ObjectNode times = json.putObject(tag.label());
        for (final double percentile : percentiles) {
            final String name =
                    percentile == 100 ? "max" : "p" + String.valueOf(percentile).replaceAll("\\.0$|\\.", "");
            final long nanos = histogram.getTotalCount() == 0
                    ? 0
                    : percentile == 100 ? histogram.getMaxValue() : histogram.getValueAtPercentile(percentile);
            put(times, name, histogram.getTotalCount() > 0, round(nanos / tag.nanosPerUnit()));
        }
    }

    private long sum(final CounterKind kind) {
        return run.nodes().stream().mapToLong(node -> node.counter(kind)).sum();
    }

    private static void put(final ObjectNode to, final String key, final boolean measured, final long value) {
        if (measured) {
            to.put(key, value);
        } else {
            to.putNull(key);
        }
    }

    private static void put(final ObjectNode to, final String key, final boolean measured, final double value) {
        if (measured && Double.isFinite(value)) {
            to.put(key, value);
        } else {
            to.putNull(key);
        }
    }

    private static double round(final double value) {
        return Double.isFinite(value) ? Math.round(value * 1000) / 1000.0 : value;
    }
}
