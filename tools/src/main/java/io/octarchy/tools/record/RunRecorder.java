package io.octarchy.tools.record;

import io.octarchy.codec.event.CounterKind;
import io.octarchy.codec.event.LifeState;
import io.octarchy.mesh.authority.Epoch;
import io.octarchy.tools.checker.MeshChecker;
import io.octarchy.tools.checker.NodeEventHandler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * Records a run: from the nodes' events, the coordinator's decisions and the figures of the synthetic players. One thread
 * calls everything but {@link #record}, which any thread may. Give each event to the checker first: it knows who ran an
 * entity last.
 *
 * <p>Bounded: a day of seconds, ten thousand markers and turns of lives.
 */
public final class RunRecorder implements NodeEventHandler, AutoCloseable {
    /** Allocation counts after this much of a node's life. */
    static final long WARM_UP_NS = 10_000_000_000L;

    private static final int MAX_SECONDS = 86_400;
    private static final int MAX_MARKERS = 10_000;
    private static final int DUE_TIMES = 8192;

    private final RunFacts facts;
    private final MeshChecker checker;
    private final Latencies latencies;
    private final Path hlog;
    private final List<LifeChange> lives = new ArrayList<>();
    private final long startMillis;
    private final Int2ObjectHashMap<NodeFigures> nodes = new Int2ObjectHashMap<>();
    private final List<Second> seconds = new ArrayList<>();
    private final List<Marker> markers = new ArrayList<>();
    private final long[] decisions = new long[DecisionKind.values().length];
    private final long[] dueTicks = new long[DUE_TIMES];
    private final long[] dueNs = new long[DUE_TIMES];
    private final Returns returns = new Returns();
    private final Map<Integer, Long> outages = new LinkedHashMap<>();
    private final Histogram imbalances = new Histogram(3);
    private final Histogram connected = new Histogram(3);
    private long lastRollMillis;
    private long lastDecision = -1;
    private long handovers;
    private long handoversThisSecond;
    private long byMap;
    private long frozenThisSecond;
    private long allocatedBytes;
    private long measuredTicks;
    private long ticksAllocating;
    private long entityTicks;
    private long ghostTicks;
    private SwarmFigures swarm = SwarmFigures.NONE;

    /**
     * @param hlog file for the histograms of each second.
     * @param nowMillis wall clock at the start.
     */
    public RunRecorder(final RunFacts facts, final MeshChecker checker, final Path hlog, final long nowMillis) {
        this.facts = facts;
        this.checker = checker;
        this.hlog = hlog;
        latencies = new Latencies(hlog, nowMillis);
        startMillis = nowMillis;
        lastRollMillis = nowMillis;
        Arrays.fill(dueTicks, -1);
    }

    /** Add a measured time; any thread. */
    public void record(final Tag tag, final long nanos) {
        latencies.record(tag, nanos);
    }

    /** What the players counted so far. */
    public void onSwarm(final SwarmFigures figures) {
        swarm = figures;
    }

    /** One of the coordinator's decisions; those told again are known by their sequence and dropped. */
    public void onDecision(
            final long sequence,
            final int kind,
            final int node,
            final int other,
            final long value,
            final String cause,
            final long nowMillis) {
        if (sequence > lastDecision) {
            lastDecision = sequence;
            final DecisionKind decision = DecisionKind.of(kind);
            decisions[decision.ordinal()]++;
            if (decision == DecisionKind.RETIRE) {
                node(node).onRetire();
            }
            mark(decision.text(), node, other, value, cause, nowMillis);
        }
    }

    /** A mark in the charts, as for a kill. */
    public void mark(
            final String kind,
            final int node,
            final int other,
            final long value,
            final String cause,
            final long nowMillis) {
        if (markers.size() < MAX_MARKERS) {
            markers.add(new Marker((nowMillis - startMillis) / 1e3, kind, node, other, value, cause));
        }
    }

    /** Call once a second: closes the second and adds it to log and timeline. */
    public void onSecond(final long nowMillis) {
        latencies.roll(lastRollMillis, nowMillis);
        lastRollMillis = nowMillis;
        int alive = 0;
        int staying = 0;
        long entities = 0;
        long load = 0;
        long most = 0;
        for (final NodeFigures node : nodes.values()) {
            if (node.endSecond()) {
                alive++;
                entities += node.entities();
                if (!node.isRetiring()) {
                    staying++;
                    load += node.load();
                    most = Math.max(most, node.load());
                }
            }
        }
        final double imbalance = load == 0 ? 0 : (double) most * staying / load;
        if (imbalance > 0) {
            imbalances.recordValue(Math.round(imbalance * 1000));
        }
        if (swarm.players() > 0) {
            connected.recordValue(swarm.connected());
        }
        final Histogram tick = latencies.interval(Tag.TICK);
        final double tickP99Ms = tick.getTotalCount() == 0 ? -1 : tick.getValueAtPercentile(99) / 1e6;
        if (seconds.size() < MAX_SECONDS) {
            seconds.add(new Second(
                    (int) Math.round((nowMillis - startMillis) / 1e3),
                    swarm.connected(),
                    alive,
                    entities,
                    tickP99Ms,
                    handoversThisSecond,
                    imbalance,
                    frozenThisSecond));
        }
        handoversThisSecond = 0;
        frozenThisSecond = 0;
    }

    @Override
    public void onTickTimes(
            final int node,
            final long tick,
            final long due,
            final long sentNs,
            final long allocated,
            final int entities,
            final int sessions,
            final int ghosts,
            final int frozenTicks) {
        final NodeFigures figures = node(node);
        figures.onTick(due, sentNs, entities, sessions, ghosts, frozenTicks);
        latencies.record(Tag.TICK, sentNs - due);
        dueTicks[(int) (tick & (DUE_TIMES - 1))] = tick;
        dueNs[(int) (tick & (DUE_TIMES - 1))] = due;
        entityTicks += entities;
        ghostTicks += ghosts;
        frozenThisSecond += frozenTicks;
        if (allocated >= 0 && figures.isWarm(due, WARM_UP_NS)) {
            measuredTicks++;
            allocatedBytes += allocated;
            ticksAllocating += allocated > 0 ? 1 : 0;
        }
    }

    @Override
    public void onLoad(final int node, final long tick, final long load) {
        node(node).onLoad(load);
    }

    @Override
    public void onHandedOver(
            final int node,
            final int target,
            final long entity,
            final long epoch,
            final long handover,
            final long lastTick,
            final long prepareNs,
            final long committedNs,
            final boolean moved) {
        handovers++;
        handoversThisSecond++;
        byMap += moved ? 1 : 0;
        node(node).onHandedOver();
        returns.onHandedOver(entity, node, target, committedNs);
        latencies.record(Tag.HANDOVER, committedNs - prepareNs);
    }

    @Override
    public void onTookOver(
            final int node,
            final int source,
            final long entity,
            final long epoch,
            final long lastTick,
            final long frozenAtNs,
            final long appliedNs) {
        node(node).onTookOver();
        latencies.record(Tag.AUTHORITY_GAP, appliedNs - frozenAtNs);
    }

    @Override
    public void onGranted(
            final int node,
            final long entity,
            final long epoch,
            final long copyTick,
            final long resumeTick,
            final long appliedNs) {
        node(node).onGranted();
        final long lastTick = checker.lastTickBelow(entity, epoch);
        final int at = (int) (lastTick & (DUE_TIMES - 1));
        if (lastTick >= 0 && dueTicks[at] == lastTick) {
            final long resumeNs = dueNs[at] + (resumeTick - lastTick) * facts.tickIntervalNs();
            final long outageNs = Math.max(appliedNs, resumeNs) - dueNs[at];
            latencies.record(Tag.OUTAGE, outageNs);
            if (outages.size() < MAX_MARKERS) {
                outages.merge(Epoch.generation(epoch), outageNs, Math::max);
            }
        }
    }

    @Override
    public void onLife(final int node, final LifeState state, final long tick, final long atNs) {
        node(node).onLife(state.name());
        if (lives.size() < MAX_MARKERS) {
            lives.add(new LifeChange(node, state, atNs));
        }
    }

    @Override
    public void onCounter(final int node, final CounterKind kind, final long total) {
        node(node).onCounter(kind, total);
    }

    private NodeFigures node(final int incarnation) {
        NodeFigures node = nodes.get(incarnation);
        if (node == null) {
            node = new NodeFigures(incarnation);
            nodes.put(incarnation, node);
        }
        return node;
    }

    /** All that is known by now; the second that runs counts only once it is closed. */
    public RunSummary summary() {
        return new RunSummary(this);
    }

    @Override
    public void close() {
        latencies.close();
    }

    public RunFacts facts() {
        return facts;
    }

    public MeshChecker checker() {
        return checker;
    }

    public Histogram total(final Tag tag) {
        return latencies.total(tag);
    }

    /** In the order of their incarnations. */
    public Collection<NodeFigures> nodes() {
        final List<NodeFigures> sorted = new ArrayList<>(nodes.values());
        sorted.sort(java.util.Comparator.comparingInt(NodeFigures::incarnation));
        return sorted;
    }

    public List<Second> timeline() {
        return Collections.unmodifiableList(seconds);
    }

    public List<Marker> markers() {
        return Collections.unmodifiableList(markers);
    }

    /** Turns in the lives of nodes, in the order in which they were told. */
    public List<LifeChange> lives() {
        return Collections.unmodifiableList(lives);
    }

    /** Wall clock at the start. */
    public long startMillis() {
        return startMillis;
    }

    /** The histogram log of this run: whole up to the last second closed. */
    public Path hlog() {
        return hlog;
    }

    public long decisions(final DecisionKind kind) {
        return decisions[kind.ordinal()];
    }

    public long handovers() {
        return handovers;
    }

    SwarmFigures swarm() {
        return swarm;
    }

    Histogram connected() {
        return connected;
    }

    /** In thousandths. */
    Histogram imbalances() {
        return imbalances;
    }

    long handoversByMap() {
        return byMap;
    }

    long returns() {
        return returns.count();
    }

    /** Of each takeover the longest that an entity was without authority, in nanoseconds. */
    Collection<Long> outages() {
        return outages.values();
    }

    long allocatedBytes() {
        return allocatedBytes;
    }

    long measuredTicks() {
        return measuredTicks;
    }

    long ticksAllocating() {
        return ticksAllocating;
    }

    double ghostsPerEntity() {
        return entityTicks == 0 ? -1 : (double) ghostTicks / entityTicks;
    }

    double elapsedSeconds() {
        return (lastRollMillis - startMillis) / 1e3;
    }
}
