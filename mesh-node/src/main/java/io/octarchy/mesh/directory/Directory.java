package io.octarchy.mesh.directory;

import static io.octarchy.mesh.authority.AuthorityRole.AUTHORITY;
import static io.octarchy.mesh.authority.AuthorityRole.DOUBT;
import static io.octarchy.mesh.authority.AuthorityRole.NONE;

import io.octarchy.codec.peer.LocationUpdateDecoder;
import io.octarchy.mesh.authority.AuthorityTable;
import io.octarchy.mesh.authority.Fencing;
import io.octarchy.mesh.authority.LeaseGuard;
import io.octarchy.mesh.authority.PeerControl;
import io.octarchy.mesh.authority.StandbyCopies;
import io.octarchy.mesh.authority.StandbyProgress;

/**
 * Where entities are (rule 26). The home node of an entity's shard is told by whoever becomes its authority; others ask it
 * and remember. What a node knows from its own authority records goes first, because it is the newest.
 *
 * <p>A home that is new, or has lost something, does not know for a moment. Whoever looks for an entity in the meantime
 * finds a former authority, which forwards, or asks again.
 *
 * <p>Bounded; allocates nothing after construction. Not thread safe.
 */
public final class Directory {
    /** Nobody known here; ask. */
    public static final int UNKNOWN = 0;

    /** It exists no more, and no takeover can bring it back. */
    public static final int GONE = -1;

    private static final long PERIOD_NS = 1_000_000L;
    private static final int PURGED_A_PERIOD = 256;
    private static final int RETOLD_A_PERIOD = 8;
    private static final int QUERIES = 64;

    /** Short-lived entities are many: what is gone must be known as long as commands to it can be on their way. */
    private static final int MIN_GONE = 16_384;

    private final Fencing fencing;
    private final LeaseGuard lease;
    private final AuthorityTable table;
    private final StandbyProgress standby;
    private final Homes homes;
    private final LocationTable atHome;
    private final LocationTable cache;
    private final GoneEntities gone;
    private final DirectoryPublisher publisher;
    private final Announcer announcer;
    private final long[] queries = new long[QUERIES];
    private int queryCount;
    private int purge;
    private int retold;
    private long purgedVersion;
    private long nextNs;

    /**
     * @param maxLocations entities that this node can be home of.
     * @param refreshIntervalNs time in which all that is known is told once more.
     */
    public Directory(
            final long nowNs,
            final Fencing fencing,
            final LeaseGuard lease,
            final AuthorityTable table,
            final StandbyProgress standby,
            final StandbyCopies copies,
            final Homes homes,
            final PeerControl peers,
            final int maxLocations,
            final long refreshIntervalNs) {
        nextNs = nowNs;
        this.fencing = fencing;
        this.lease = lease;
        this.table = table;
        this.standby = standby;
        this.homes = homes;
        atHome = new LocationTable(maxLocations);
        cache = new LocationTable(Math.max(1, maxLocations / 4));
        gone = new GoneEntities(Math.max(MIN_GONE, maxLocations));
        publisher = new DirectoryPublisher(fencing, table, peers);
        announcer = new Announcer(nowNs, fencing, table, standby, copies, homes, this, publisher, refreshIntervalNs);
    }

    /** Incarnation of the node that an entity is at as far as is known here, {@link #UNKNOWN} or {@link #GONE}. */
    public int locate(final long entity) {
        final int record = table.find(entity);
        if (record != AuthorityTable.MISSING && table.role(record) == AUTHORITY) {
            return fencing.incarnation();
        }
        if (goneEpoch(entity, record) > 0) {
            return GONE;
        }
        // While a Commit of ours is in doubt nobody can tell: whoever looks comes again.
        final boolean inDoubt = record != AuthorityTable.MISSING && table.role(record) == DOUBT;
        return inDoubt ? UNKNOWN : alive(newestOwner(entity, record));
    }

    /** The owner of the highest epoch that any source here knows of; an older one is no better when that one is dead. */
    private int newestOwner(final long entity, final int record) {
        final int known = cache.find(entity);
        final int home = atHome.find(entity);
        long epoch = 0;
        int owner = UNKNOWN;
        if (record != AuthorityTable.MISSING) {
            epoch = table.highestEpoch(record);
            owner = table.highestOwner(record);
        }
        if (known != LocationTable.MISSING && cache.number(known) > epoch) {
            epoch = cache.number(known);
            owner = cache.node(known);
        }
        return home != LocationTable.MISSING && atHome.number(home) > epoch ? atHome.node(home) : owner;
    }

    /** Last tick that an entity ran of which {@link #locate} says that it is gone. */
    public long goneTick(final long entity) {
        final int record = table.find(entity);
        return record != AuthorityTable.MISSING && isGone(record) ? table.tick(record) : gone.tickOf(entity);
    }

    /** Ours to the last and ours no more: handed on it would have another's epoch, so it was removed here (rule 19). */
    boolean isGone(final int record) {
        return table.role(record) == NONE
                && table.highestEpoch(record) > 0
                && table.highestOwner(record) == fencing.incarnation()
                && standby.isSafe(table.markFrame(record));
    }

    private int alive(final int node) {
        return homes.contains(node) && node != fencing.incarnation() ? node : UNKNOWN;
    }

    /** Epoch at which an entity was removed, 0 when it was not or is known at a higher one. */
    public long removedEpoch(final long entity) {
        return goneEpoch(entity, table.find(entity));
    }

    private long goneEpoch(final long entity, final int record) {
        final long epoch = gone.epochOf(entity);
        if (record == AuthorityTable.MISSING || table.highestEpoch(record) < epoch) {
            return epoch;
        }
        return isGone(record) || table.highestEpoch(record) == epoch ? table.highestEpoch(record) : 0;
    }

    /** An entity spoke through its authority: remember where it is. */
    public void learn(final long entity, final long epoch, final int owner) {
        gone.onAlive(entity, epoch);
        if (owner != fencing.incarnation()) {
            cache.put(entity, epoch, owner);
        }
    }

    /** Ask the home of an entity where it is: the answer is there when {@link #locate} is called again. */
    public void ask(final long entity) {
        for (int i = 0; i < queryCount; i++) {
            if (queries[i] == entity) {
                return;
            }
        }
        if (queryCount < QUERIES) {
            queries[queryCount++] = entity;
        }
    }

    /** Tell a node that looked for an entity here where it is, if that is known. */
    public void inform(final int node, final long entity) {
        final int owner = locate(entity);
        if (owner == GONE) {
            publisher.gone(node, entity, goneEpoch(entity, table.find(entity)), goneTick(entity));
        } else if (owner != UNKNOWN) {
            publisher.located(node, entity, epochOf(entity), owner);
        }
    }

    private long epochOf(final long entity) {
        final int record = table.find(entity);
        final long known = record == AuthorityTable.MISSING ? 0 : table.highestEpoch(record);
        return Math.max(known, Math.max(atHome.numberOf(entity), cache.numberOf(entity)));
    }

    /** News from an authority, or the answer of a home or of who forwarded something. */
    public void onUpdate(final long nowNs, final int source, final LocationUpdateDecoder update) {
        final LocationUpdateDecoder.EntitiesDecoder entities = update.entities();
        while (entities.hasNext()) {
            entities.next();
            put(entities.entity(), entities.epoch(), entities.owner());
        }
        final LocationUpdateDecoder.RemovedDecoder removed = update.removed();
        while (removed.hasNext()) {
            removed.next();
            putGone(removed.entity(), removed.epoch(), removed.tick());
        }
    }

    /** News of where an entity is. */
    void put(final long entity, final long epoch, final int owner) {
        if (homes.homeOf(entity) == fencing.incarnation()) {
            gone.onAlive(entity, epoch);
            atHome.put(entity, epoch, owner);
        } else {
            learn(entity, epoch, owner);
        }
    }

    /** An entity was removed at an epoch; unless it is known at a higher one, it exists no more. */
    void putGone(final long entity, final long epoch, final long tick) {
        if (epochOf(entity) <= epoch) {
            gone.put(entity, epoch, tick);
            atHome.remove(entity);
            cache.remove(entity);
        }
    }

    public void onQuery(final long nowNs, final int source, final long entity) {
        inform(source, entity);
    }

    /** Tell homes what they have not heard yet, and ask what is to be asked. */
    public int doWork(final long nowNs) {
        if (nowNs - nextNs < 0 || !lease.isValid(nowNs)) {
            return 0;
        }
        nextNs = nowNs + PERIOD_NS;
        dropWhatIsOthers();
        retellGone();
        return announcer.doWork(nowNs) + sendQueries();
    }

    /** After a change of the members, entities whose shards have another home go from here. */
    private void dropWhatIsOthers() {
        if (purgedVersion != homes.version()) {
            purgedVersion = homes.version();
            purge = 0;
            retold = 0;
        }
        final int end = Math.min(atHome.capacity(), purge + PURGED_A_PERIOD);
        for (; purge < end; purge++) {
            final long entity = atHome.entityAt(purge);
            if (entity != 0 && homes.homeOf(entity) != fencing.incarnation()) {
                cache.put(entity, atHome.number(purge), atHome.node(purge));
                atHome.remove(entity);
            }
        }
    }

    /** What is gone is told to the homes of now: after two more changes nobody whom one asks would know of it. */
    private void retellGone() {
        final int end = Math.min(gone.capacity(), retold + RETOLD_A_PERIOD);
        for (; retold < end && announcer.hasRoomForGone(); retold++) {
            final long entity = gone.entityAt(retold);
            if (entity != 0) {
                announcer.retellGone(entity, gone.epochOf(entity), gone.tickOf(entity));
            }
        }
    }

    /** The next home is asked as well: it knows of what is gone, and was home before, maybe. */
    private int sendQueries() {
        final int count = queryCount;
        for (int i = 0; i < count; i++) {
            ask(homes.homeOf(queries[i]), queries[i]);
            ask(homes.nextHomeOf(queries[i]), queries[i]);
        }
        queryCount = 0;
        return count;
    }

    /** Who wants to know asks again, so a full channel is no harm. */
    private void ask(final int home, final long entity) {
        if (home != fencing.incarnation()) {
            publisher.query(home, entity);
        }
    }

    /** Entities that this node knows as home of their shards. */
    public int size() {
        return atHome.size();
    }

    public int bound() {
        return atHome.capacity();
    }

    /** Entities that this node forgot because more were told of than it has room for. */
    public long evicted() {
        return atHome.evicted();
    }
}
