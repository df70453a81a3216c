package io.octarchy.mesh.authority;

import static io.octarchy.mesh.authority.AuthorityRole.AUTHORITY;

import io.octarchy.mesh.config.HandoverSettings;
import java.util.TreeMap;
import java.util.TreeSet;

/** Nodes, a coordinator and a network in one thread: a world of one step's time, one tick in ten steps. */
final class Cluster {
    static final long STEP_NS = 1_000_000L;
    static final int STEPS_A_TICK = 10;
    static final int LEASE_TICKS = 12;
    static final long LEASE_NS = LEASE_TICKS * STEPS_A_TICK * STEP_NS;
    static final long RENEWAL_NS = 20 * STEP_NS;
    static final int GOLD = 1000;
    private static final HandoverSettings SETTINGS = new HandoverSettings(0, 1, 0, 4, 6, 2_000_000L, 60_000_000L);

    final Net net;
    final History history = new History();
    final TestCoordinator coordinator = new TestCoordinator(this);
    final TreeMap<Integer, TestNode> nodes = new TreeMap<>();
    final TreeSet<Long> entities = new TreeSet<>();
    final TreeSet<Long> removed = new TreeSet<>();
    private final TreeMap<Long, Long> leaving = new TreeMap<>();
    final Mutant mutant;
    final long seed;
    /** Frames may be lost, and so may renewals: asked each time. */
    java.util.function.BooleanSupplier renewalLost = () -> false;
    /** Clocks that cannot be trusted: nodes believe in their lease for ever, only L binds them. */
    boolean clocksFail;

    /** While it is away nothing is renewed, collected, decided; its log is kept. */
    boolean coordinatorAway;

    int tradesATick;
    int commandsATick;
    int commandsSent;
    int commandsReturned;
    int commandsRefused;
    /** Entities that there ever were: their ids are 1 to this. */
    int population;

    int aborts;
    long nowNs = STEP_NS;
    long steps;
    private long removedGold;
    private int nextNode = 1;
    /** Nothing is protected before it was for the first time. */
    private boolean unprotected = true;

    private boolean doubleLoss;
    final TreeMap<Integer, Long> nextRenewalNs = new TreeMap<>();

    Cluster(final Net.Fate fate, final Mutant mutant, final long seed) {
        net = new Net(fate);
        this.mutant = mutant;
        this.seed = seed;
    }

    TestNode join() {
        final int id = nextNode++;
        final TestNode node = new TestNode(this, id, SETTINGS, clocksFail ? Long.MAX_VALUE / 2 : LEASE_NS, seed);
        node.fencing.joined(id, coordinator.fence());
        node.decided = coordinator.decided();
        nodes.put(id, node);
        if (coordinator.decided() < coordinator.fence()) {
            // It has nothing to report of this fence but must say so: it enters it like all others.
            node.fencing.joined(id, coordinator.fence() - 1);
        } else {
            coordinator.dead.keySet().forEach(dead -> node.fencing.dead(dead, coordinator.fence()));
        }
        coordinator.join(id, nowNs);
        return node;
    }

    TestNode node(final int id) {
        return nodes.get(id);
    }

    long worldTick() {
        return nowNs / (STEP_NS * STEPS_A_TICK);
    }

    int spawn(final int id, final long entity) {
        entities.add(entity);
        population++;
        return node(id).spawn(entity, worldTick(), GOLD);
    }

    /** Remove an entity: it counts as removed once the standby knows; until then a death may bring it back. */
    void remove(final TestNode node, final int record) {
        leaving.put(node.table.entity(record), node.game.gold(node.table.slot(record)));
        entities.remove(node.table.entity(record));
        node.remove(record);
    }

    void onRemoved(final long entity, final long gold) {
        leaving.remove(entity);
        removed.add(entity);
        removedGold += gold;
    }

    /** A millisecond passes. */
    void step() {
        nowNs += STEP_NS;
        steps++;
        net.now(nowNs);
        if (!coordinatorAway) {
            coordinator.receive();
            coordinator.expire(nowNs, LEASE_NS + RENEWAL_NS);
            coordinator.doWork(nowNs);
        }
        for (final TestNode node : nodes.values()) {
            if (node.isRunning(nowNs)) {
                renew(node);
                node.doWork(nowNs);
                node.tick(nowNs, worldTick());
            }
        }
        checkRulers();
        if (unprotected && isProtected()) {
            unprotected = false;
            doubleLoss = false;
        }
    }

    void steps(final int count) {
        for (int i = 0; i < count; i++) {
            step();
        }
    }

    private void renew(final TestNode node) {
        if (nowNs - nextRenewalNs.getOrDefault(node.id, 0L) >= 0) {
            if (!coordinatorAway && !renewalLost.getAsBoolean()) {
                coordinator.renew(node, nowNs, worldTick() + LEASE_TICKS);
                dropStaleImages(node);
            }
            nextRenewalNs.put(node.id, nowNs + RENEWAL_NS);
        }
    }

    private void dropStaleImages(final TestNode node) {
        for (final int id : coordinator.live.keySet()) {
            final StandbySender sender = node(id).sender;
            if (sender.standby() == coordinator.live.get(id).standby
                    && sender.standby() != node.id
                    && sender.ackedFrame() >= 0) {
                node.copies.drop(id);
            }
        }
    }

    void crash(final int id) {
        node(id).crashed = true;
        onLoss();
    }

    boolean isAlive(final TestNode node) {
        return coordinator.live.containsKey(node.id) && !node.crashed;
    }

    /** A node stops, or is declared dead while it runs. */
    private void onLoss() {
        doubleLoss |= unprotected;
        unprotected = true;
    }

    void onDeclaredDead(final int id) {
        if (!node(id).crashed) {
            onLoss();
        }
    }

    /** At most one loss since all was protected: rules 21 to 25 hold. */
    boolean isSingleLoss() {
        return !doubleLoss;
    }

    boolean isUnprotected() {
        return unprotected;
    }

    /** Rule 25. */
    boolean isProtected() {
        if (coordinator.isOpen()) {
            return false;
        }
        for (final TestNode node : nodes.values()) {
            if (node.crashed && coordinator.live.containsKey(node.id)) {
                return false;
            }
        }
        for (final long entity : entities) {
            final TestNode ruler = ruler(entity);
            if (ruler == null || !isProtected(ruler, entity)) {
                return false;
            }
        }
        return true;
    }

    private boolean isProtected(final TestNode ruler, final long entity) {
        final int record = ruler.table.find(entity);
        final TestNode standby = nodes.get(ruler.sender.standby());
        final StandbyImage image =
                standby == null || !coordinator.live.containsKey(standby.id) ? null : standby.copies.find(ruler.id);
        if (image == null || !ruler.sender.isHeld(ruler.table.firstFrame(record))) {
            return false;
        }
        for (int i = 0; i < image.size(); i++) {
            if (image.entity(i) == entity && image.epoch(i) == ruler.table.epoch(record)) {
                return history.shownTick(entity) <= image.tick() + History.ROLLBACK_TICKS;
            }
        }
        return false;
    }

    /** The living authority, or null. */
    TestNode ruler(final long entity) {
        TestNode ruler = null;
        for (final int id : coordinator.live.keySet()) {
            final TestNode node = node(id);
            final int record = node.table.find(entity);
            if (!node.crashed && node.table.isAuthority(record)) {
                if (ruler != null) {
                    throw new AssertionError("I1: " + entity + " is ruled by " + ruler.id + " and " + id + "\n" + this);
                }
                ruler = node;
            }
        }
        return ruler;
    }

    private void checkRulers() {
        entities.forEach(this::ruler);
        for (final long entity : removed) {
            if (isSingleLoss() && ruler(entity) != null) {
                throw new AssertionError("I3: removed entity " + entity + " is ruled again\n" + this);
            }
        }
        for (final TestNode node : nodes.values()) {
            if (node.target.outcomes() > node.target.outcomesBound() || node.takeover.unusable() > 0) {
                throw new AssertionError("I7 or unusable grant at " + node.id + "\n" + this);
            }
        }
    }

    /** The network is healed: all comes to rest, and nothing is lost. */
    void quiesce() {
        for (int i = 0; i < 40_000; i++) {
            step();
            if (isAtRest()) {
                checkAtRest();
                return;
            }
        }
        throw new AssertionError("I2: does not come to rest\n" + this + missing() + TestCommands.unsettled(this));
    }

    private boolean isAtRest() {
        if (coordinator.isOpen()) {
            return false;
        }
        for (final TestNode node : nodes.values()) {
            final boolean lives = coordinator.live.containsKey(node.id);
            if (lives && (node.crashed || !node.isAtRest())) {
                return false;
            }
        }
        // After two losses in one interval there may be no copy left.
        return doubleLoss || entities.stream().allMatch(entity -> ruler(entity) != null);
    }

    /** What was about to be removed when its node died is gone, or here again. */
    private void settleLeaving() {
        leaving.forEach((entity, gold) -> {
            if (ruler(entity) != null) {
                entities.add(entity);
            } else {
                removed.add(entity);
                removedGold += gold;
            }
        });
        leaving.clear();
    }

    private void checkAtRest() {
        settleLeaving();
        long gold = removedGold;
        boolean anyLost = false;
        for (final long entity : entities) {
            final TestNode ruler = ruler(entity);
            anyLost |= ruler == null;
            if (ruler != null) {
                final int record = ruler.table.find(entity);
                gold += ruler.game.gold(ruler.table.slot(record));
                checkVisible(entity, ruler.table.epoch(record));
            }
        }
        if (!everDoubleLoss() && !anyLost && gold != (long) GOLD * (entities.size() + removed.size())) {
            throw new AssertionError("I5: gold is " + gold + "\n" + this);
        }
        if (!everDoubleLoss()) {
            TestCommands.checkAtRest(this);
        }
    }

    private boolean everDouble;

    boolean everDoubleLoss() {
        everDouble |= doubleLoss;
        return everDouble;
    }

    void rememberDoubleLoss() {
        everDoubleLoss();
    }

    /** I2: nobody's fence hides the authority. */
    private void checkVisible(final long entity, final long epoch) {
        for (final int id : coordinator.live.keySet()) {
            final AuthorityTable table = node(id).table;
            final int record = table.find(entity);
            if (record != AuthorityTable.MISSING && table.highestEpoch(record) > epoch) {
                throw new AssertionError("I2: " + id + " drops what the ruler of " + entity + " writes\n" + this);
            }
        }
    }

    /** I3: a takeover that is over has left nobody without a ruler of whom there was a copy. */
    void checkNothingLeftBehind(final int fence) {
        if (coordinator.live.keySet().stream().anyMatch(id -> node(id).crashed)) {
            return; // Whose death is not known yet may be the ruler.
        }
        for (final long entity : entities) {
            if (ruler(entity) == null && !isInDoubt(entity)) {
                for (final int id : coordinator.live.keySet()) {
                    final FrozenSnapshot snapshot = node(id).snapshot;
                    final int at = snapshot.find(entity);
                    final boolean isStale = node(id).crashed || snapshot.fence() != fence;
                    if (!isStale && at != FrozenSnapshot.MISSING && snapshot.copyEpoch(at) > 0) {
                        throw new AssertionError(
                                "I3: " + id + " has a copy of " + entity + ", nobody rules it\n" + this);
                    }
                }
            }
        }
    }

    private boolean isInDoubt(final long entity) {
        return coordinator.live.keySet().stream().anyMatch(id -> role(id, entity) == AuthorityRole.DOUBT);
    }

    private String missing() {
        final StringBuilder text = new StringBuilder();
        for (final long entity : entities) {
            if (ruler(entity) == null) {
                text.append("no ruler of ").append(entity).append('\n');
            }
        }
        return text.toString();
    }

    long ruled() {
        return entities.stream().filter(entity -> ruler(entity) != null).count();
    }

    byte role(final int id, final long entity) {
        final int record = node(id).table.find(entity);
        return record == AuthorityTable.MISSING
                ? AuthorityRole.NONE
                : node(id).table.role(record);
    }

    boolean rules(final int id, final long entity) {
        return role(id, entity) == AUTHORITY;
    }

    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder("seed " + seed + " step " + steps + " fence " + coordinator.fence()
                + "/" + coordinator.decided() + "/" + coordinator.closed() + " live " + coordinator.live.keySet()
                + " dead "
                + coordinator.dead.keySet() + " doubleLoss " + doubleLoss + '\n');
        nodes.values().forEach(node -> text.append(node).append('\n'));
        return text.toString();
    }
}
