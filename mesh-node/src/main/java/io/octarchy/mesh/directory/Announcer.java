package io.octarchy.mesh.directory;

import static io.octarchy.mesh.authority.AuthorityRole.AUTHORITY;

import io.octarchy.mesh.authority.AuthorityTable;
import io.octarchy.mesh.authority.Fencing;
import io.octarchy.mesh.authority.StandbyCopies;
import io.octarchy.mesh.authority.StandbyImage;
import io.octarchy.mesh.authority.StandbyProgress;

/**
 * Tells homes where the entities of this node are. It walks the authority records round and round and tells each home what
 * that home has not heard yet: a spawn, a Commit, a grant, a removal and a change of the home are all the same to it. From
 * time to time all is told again, for frames that were lost.
 *
 * <p>That an entity exists no more is told to the next home as well, because home and last authority may be one node; and
 * what a node removed before it died, its standby tells.
 */
final class Announcer {
    private static final int RECORDS_A_PERIOD = 256;
    private static final int TELLINGS_A_PERIOD = 64;
    private static final int GONE_NEWS_A_PERIOD = 16;
    private static final int REFRESHED_A_PERIOD = 16;

    /** As often is a home told that an entity exists no more. */
    private static final int GONE_TELLINGS = 3;

    private final Fencing fencing;
    private final AuthorityTable table;
    private final StandbyProgress standby;
    private final StandbyCopies copies;
    private final Homes homes;
    private final Directory directory;
    private final DirectoryPublisher publisher;
    private final long refreshIntervalNs;
    private final GoneNews goneNews = new GoneNews();
    private final long[] toldEntity;
    private final long[] toldEpoch;
    private final int[] toldHome;
    private final int[] due = new int[TELLINGS_A_PERIOD];
    private int cursor;
    private int refresh;
    private long refreshNs;
    private int seenFence;

    /** Records that were no news in a row, since anything changed. */
    private int quietRecords;

    private long seenChanges = -1;
    private long seenHomes;
    private long seenAckedFrame;
    private boolean seenStandby;

    Announcer(
            final long nowNs,
            final Fencing fencing,
            final AuthorityTable table,
            final StandbyProgress standby,
            final StandbyCopies copies,
            final Homes homes,
            final Directory directory,
            final DirectoryPublisher publisher,
            final long refreshIntervalNs) {
        this.fencing = fencing;
        this.table = table;
        this.standby = standby;
        this.copies = copies;
        this.homes = homes;
        this.directory = directory;
        this.publisher = publisher;
        this.refreshIntervalNs = refreshIntervalNs;
        refreshNs = nowNs;
        seenFence = fencing.fence();
        toldEntity = new long[table.capacity()];
        toldEpoch = new long[table.capacity()];
        toldHome = new int[table.capacity()];
    }

    /** A part of the walk; returns the frames sent. */
    int doWork(final long nowNs) {
        forgetSome(nowNs);
        followDead();
        tellGoneNews();
        return tell(collect());
    }

    /** As if never told: a part of the records each period, all of them in the time of a refresh. */
    private void forgetSome(final long nowNs) {
        final int records = table.highWater();
        for (int i = 0; i < REFRESHED_A_PERIOD && records > 0 && nowNs - refreshNs >= 0; i++) {
            refreshNs += refreshIntervalNs / records;
            refresh = refresh + 1 >= records ? 0 : refresh + 1;
            if (toldEpoch[refresh] > -GONE_TELLINGS) {
                toldHome[refresh] = 0;
                quietRecords = 0;
            }
        }
    }

    /** What a dead node removed, its standby knows: a fence was entered, so no more of it comes (rule 19). */
    private void followDead() {
        if (seenFence == fencing.fence()) {
            return;
        }
        seenFence = fencing.fence();
        for (int i = 0; i < copies.sources(); i++) {
            final StandbyImage image = copies.at(i);
            for (int j = 0; fencing.isDead(image.source()) && j < image.removedCount(); j++) {
                final long entity = image.removedEntity(j);
                directory.putGone(entity, image.removedEpoch(entity), image.tick());
                goneNews.add(entity, image.removedEpoch(entity), image.tick());
            }
        }
    }

    boolean hasRoomForGone() {
        return goneNews.size() < GoneNews.CAPACITY / 2;
    }

    /** Tell the homes of an entity once more that it exists no more. */
    void retellGone(final long entity, final long epoch, final long tick) {
        goneNews.addOnce(entity, epoch, tick);
    }

    private void tellGoneNews() {
        for (int i = Math.min(goneNews.size(), GONE_NEWS_A_PERIOD); i > 0; i--) {
            final long entity = goneNews.entity();
            isTold(homes.homeOf(entity), entity, goneNews.epoch(), goneNews.tick());
            isTold(homes.nextHomeOf(entity), entity, goneNews.epoch(), goneNews.tick());
            goneNews.told();
        }
    }

    private int collect() {
        if (hasAnythingChanged()) {
            quietRecords = 0;
        }
        final int records = table.highWater();
        int count = 0;
        final int most = Math.min(records, RECORDS_A_PERIOD);
        for (int looked = 0; looked < most && quietRecords < records && count < due.length; looked++) {
            cursor = cursor + 1 >= records ? 0 : cursor + 1;
            quietRecords++;
            if (table.entity(cursor) != 0 && isNews(cursor)) {
                // Looked at once more, as it may not get through.
                quietRecords = 0;
                due[count++] = cursor;
            }
        }
        return count;
    }

    /** Has anything changed that may make news of a record? Else one whole walk that found none is enough. */
    private boolean hasAnythingChanged() {
        final boolean changed = seenChanges != table.changes()
                || seenHomes != homes.version()
                || seenAckedFrame != standby.ackedFrame()
                || seenStandby != standby.hasStandby();
        seenChanges = table.changes();
        seenHomes = homes.version();
        seenAckedFrame = standby.ackedFrame();
        seenStandby = standby.hasStandby();
        return changed;
    }

    /** Has the home of a record's entity not heard yet what there is to tell? */
    private boolean isNews(final int record) {
        final boolean unheard =
                toldEntity[record] != table.entity(record) || toldHome[record] != homes.homeOf(table.entity(record));
        return table.role(record) == AUTHORITY
                ? unheard || toldEpoch[record] != table.epoch(record)
                : directory.isGone(record) && (unheard || toldEpoch[record] >= 0);
    }

    /** Tell of the collected records, one frame to each home. What a full channel does not take is found again. */
    private int tell(final int count) {
        int frames = 0;
        int size;
        for (int i = 0; i < count; i += size) {
            final int home = homes.homeOf(table.entity(due[i]));
            size = 1;
            if (table.role(due[i]) == AUTHORITY) {
                size = gather(i, count, home);
                tellHome(i, i + size, home);
            } else {
                tellGone(due[i], home);
            }
            frames++;
        }
        return frames;
    }

    /** Bring the ruled records of one home together, from an index on. */
    private int gather(final int first, final int count, final int home) {
        int end = first + 1;
        for (int i = end; i < count; i++) {
            if (table.role(due[i]) == AUTHORITY && homes.homeOf(table.entity(due[i])) == home) {
                final int other = due[end];
                due[end++] = due[i];
                due[i] = other;
            }
        }
        return end - first;
    }

    private void tellHome(final int first, final int end, final int home) {
        if (home == fencing.incarnation() || publisher.tell(home, due, first, end)) {
            for (int i = first; i < end; i++) {
                told(due[i], table.epoch(due[i]), home);
                if (home == fencing.incarnation()) {
                    directory.put(table.entity(due[i]), table.epoch(due[i]), home);
                }
            }
        }
    }

    private void tellGone(final int record, final int home) {
        final long entity = table.entity(record);
        final long epoch = table.highestEpoch(record);
        final long tick = table.tick(record);
        final boolean again = toldEntity[record] == entity && toldEpoch[record] < 0;
        final int next = homes.nextHomeOf(entity);
        directory.putGone(entity, epoch, tick);
        if (isTold(home, entity, epoch, tick) && (next == 0 || isTold(next, entity, epoch, tick))) {
            told(record, again ? toldEpoch[record] - 1 : -1, home);
        }
    }

    private boolean isTold(final int node, final long entity, final long epoch, final long tick) {
        return node == fencing.incarnation() || publisher.gone(node, entity, epoch, tick);
    }

    private void told(final int record, final long epoch, final int home) {
        toldEntity[record] = table.entity(record);
        toldEpoch[record] = epoch;
        toldHome[record] = home;
    }
}
