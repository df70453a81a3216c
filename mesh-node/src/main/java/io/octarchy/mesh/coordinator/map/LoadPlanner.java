package io.octarchy.mesh.coordinator.map;

import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.coordinator.fleet.DecisionKind;
import io.octarchy.mesh.coordinator.fleet.DecisionLog;
import io.octarchy.mesh.coordinator.member.CellTable;
import io.octarchy.mesh.coordinator.member.Member;
import io.octarchy.mesh.coordinator.member.Membership;
import io.octarchy.mesh.coordinator.state.StateCodec;
import io.octarchy.space.WorldCube;
import io.octarchy.space.octree.LoadOctree;
import io.octarchy.space.partition.PartitionInput;
import io.octarchy.space.partition.PartitionMemory;
import io.octarchy.space.partition.PartitionPlan;
import io.octarchy.space.partition.PartitionSettings;
import io.octarchy.space.partition.Partitioner;
import io.octarchy.space.region.RegionMap;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * Plans by a {@link Partitioner} over the loads that nodes report. What a plan depends on is in the messages and in the
 * {@link PartitionMemory}, both of which survive a snapshot: the leaves are made anew for each plan.
 */
public final class LoadPlanner implements MapPlanner {
    private static final int MAX_LEAVES = 4_096;
    private static final int LEAVES_PER_NODE = 64;
    private static final int MAX_MEMORY = 8_192;
    private static final long LEAST_SPLIT_LOAD = 4_000;
    private static final double SOLVE_SHARE = 0.4;
    private static final long NO_RETURN_NS = 10_000_000_000L;

    private final Membership membership;
    private final MapKeeper keeper;
    private final ToLongFunction<Member> capacity;
    private final Partitioner partitioner;
    private final PartitionMemory memory = new PartitionMemory(MAX_MEMORY);
    private final PartitionPlan plan = new PartitionPlan();
    private final PartitionInput input;
    private final WorldCube cube;
    private final int loadLevel;
    private final double trigger;
    private final PlanReport report;
    private boolean overloaded;

    /** @param capacity load that a node carries, in thousandths; 0: unknown, then all are taken to be equal. */
    public LoadPlanner(
            final MeshSettings settings,
            final Membership membership,
            final MapKeeper keeper,
            final ToLongFunction<Member> capacity,
            final Partitioner partitioner,
            final DecisionLog log) {
        this.membership = membership;
        this.keeper = keeper;
        this.capacity = capacity;
        this.partitioner = partitioner;
        cube = new WorldCube(
                settings.world().minX(),
                settings.world().minY(),
                settings.world().minZ(),
                settings.world().edgeMetres(),
                settings.world().finestLevel());
        loadLevel = settings.world().loadLevel();
        trigger = settings.balance().trigger();
        final PartitionSettings usual =
                PartitionSettings.defaults(settings.view().farMetres());
        input = new PartitionInput(
                cube,
                new PartitionSettings(
                        trigger,
                        1 + (trigger - 1) * SOLVE_SHARE,
                        NO_RETURN_NS,
                        usual.maxIntervalsPerNode(),
                        usual.ghostRadiusMetres(),
                        usual.payFactor(),
                        usual.maxShedShare(),
                        usual.maxDrainShare(),
                        usual.maxTidyShare()),
                memory);
        report = new PlanReport(log);
    }

    @Override
    public boolean plan(final long logTimeNs) {
        if (membership.stayingNodes() == 0) {
            return false;
        }
        memory.expire(logTimeNs, NO_RETURN_NS);
        fill(logTimeNs);
        partitioner.plan(input, plan);
        reportOverload(logTimeNs);
        if (plan.moves() == 0 || !plan.applyTo(keeper.draft(), input) || !keeper.commit()) {
            return false;
        }
        memory.remember(input, plan);
        report.write(logTimeNs, keeper.version(), input, plan);
        return true;
    }

    private void fill(final long logTimeNs) {
        int cells = 1;
        long total = 0;
        for (int i = 0; i < membership.count(); i++) {
            cells += membership.get(i).cells().count();
            total += membership.get(i).cells().total();
        }
        final long share = Math.max(LEAST_SPLIT_LOAD, total / (LEAVES_PER_NODE * (long) membership.stayingNodes()));
        final LoadOctree octree = new LoadOctree(cube, loadLevel, cells, MAX_LEAVES, share, share / 4);
        for (int i = 0; i < membership.count(); i++) {
            final CellTable table = membership.get(i).cells();
            for (int c = 0; c < table.count(); c++) {
                octree.add(table.code(c), table.load(c), table.load(c));
            }
        }
        octree.update(keeper.map());
        input.begin(logTimeNs);
        final long usual = largestCapacity();
        for (int i = 0; i < membership.count(); i++) {
            final Member member = membership.get(i);
            if (member.isLivingNode()) {
                final long own = capacity.applyAsLong(member);
                input.addNode(member.incarnation(), own > 0 ? own : usual, member.isDraining(), member.isStayingNode());
            }
        }
        input.addLeaves(octree, keeper.map());
    }

    /** What a node is taken to carry that says nothing: as much as the strongest, so that silence costs nothing. */
    private long largestCapacity() {
        long largest = 1;
        for (int i = 0; i < membership.count(); i++) {
            final Member member = membership.get(i);
            largest = member.isLivingNode() ? Math.max(largest, capacity.applyAsLong(member)) : largest;
        }
        return largest;
    }

    /** What is left over goes into the log when it begins and when it ends: one cell may be too heavy to be divided. */
    private void reportOverload(final long logTimeNs) {
        final boolean now = plan.imbalanceAfter() > 2 * trigger;
        if (now != overloaded) {
            overloaded = now;
            report.overload(logTimeNs, now, plan.imbalanceAfter());
        }
    }

    @Override
    public boolean split(final long logTimeNs, final int node) {
        final int taker = idlestBut(node);
        if (taker == 0) {
            return false;
        }
        fill(logTimeNs);
        final int giver = input.indexOfNode(node);
        long total = 0;
        for (int leaf = 0; leaf < input.leaves(); leaf++) {
            total += input.leafOwner(leaf) == giver ? weight(leaf) : 0;
        }
        final RegionMap draft = keeper.draft();
        long given = 0;
        boolean fits = true;
        for (int leaf = input.leaves() - 1; fits && leaf >= 0 && 2 * given < total; leaf--) {
            if (input.leafOwner(leaf) == giver && 2 * (given + weight(leaf)) <= total + weight(leaf)) {
                final long start = input.leafStart(leaf);
                fits = draft.assign(start, start + input.leafLength(leaf), taker);
                given += weight(leaf);
            }
        }
        if (!fits || !keeper.commit()) {
            return false;
        }
        report.manual(logTimeNs, DecisionKind.SPLIT, node, taker, given / 1000, "an operator split it");
        return true;
    }

    /** Load, and a little for space, so that empty space can be split too. */
    private long weight(final int leaf) {
        return input.leafLoad(leaf) + 1;
    }

    @Override
    public boolean merge(final long logTimeNs, final int node) {
        final int taker = idlestBut(node);
        if (taker == 0 || !keeper.transfer(node, taker)) {
            return false;
        }
        report.manual(logTimeNs, DecisionKind.MERGE, node, taker, 0, "an operator merged it");
        return true;
    }

    private int idlestBut(final int node) {
        Member idlest = null;
        for (int i = 0; i < membership.count(); i++) {
            final Member member = membership.get(i);
            if (member.isStayingNode()
                    && member.incarnation() != node
                    && (idlest == null
                            || member.cells().total() < idlest.cells().total())) {
                idlest = member;
            }
        }
        return idlest == null ? 0 : idlest.incarnation();
    }

    @Override
    public void pass(final StateCodec codec) {
        overloaded = codec.value(overloaded);
        final int n = codec.count(memory.size(), MAX_MEMORY);
        for (int i = 0; i < n; i++) {
            if (codec.isLoading()) {
                memory.remember(codec.value(0L), codec.value(0L), codec.value(0), codec.value(0L));
            } else {
                codec.value(memory.start(i));
                codec.value(memory.length(i));
                codec.value(memory.giver(i));
                codec.value(memory.timeNs(i));
            }
        }
    }

    /** Figures of the last plan, for people. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "LoadPlanner{%.3f → %.3f}", plan.imbalanceBefore(), plan.imbalanceAfter());
    }
}
