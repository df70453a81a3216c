package io.octarchy.tools.checker.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Invariant I6, watched from the players' seats: a session never sees two authorities in one tick, nor an entity vanish
 * and come back while it stays near, nor a jump beyond speed times time plus rollback. Knows nothing of how views are made.
 *
 * <p>Remembers a bounded number of entities a session. Allocates nothing but the texts of the first violations. Not thread
 * safe.
 */
public final class ClientViewChecker {
    /** Violations kept as text. */
    static final int MAX_TEXTS = 20;

    private static final int OWNER_TICKS = 64;
    private static final int EXTRAPOLATED_AFTER_TICKS = 3;

    private final ViewLimits limits;
    private final int every;
    private final SeenEntities seen;
    private final long[] avatar;
    private final long[] tick;
    private final long[] epoch;
    private final long[] leftTick;
    private final int[] presentBefore;
    private final int[] ownerTick;
    private final int[] owner;
    private final List<String> texts = new ArrayList<>(MAX_TEXTS);
    private long evaluations;
    private long violations;

    /**
     * @param sessions numbered from 0.
     * @param entitiesPerSession that one session sees at most.
     * @param every check each so manieth session: 1 all of them.
     */
    public ClientViewChecker(
            final ViewLimits limits, final int sessions, final int entitiesPerSession, final int every) {
        this.limits = limits;
        this.every = every;
        final int checked = (sessions + every - 1) / every;
        seen = new SeenEntities(checked, entitiesPerSession);
        avatar = new long[checked];
        tick = new long[checked];
        epoch = new long[checked];
        leftTick = new long[checked];
        presentBefore = new int[checked];
        ownerTick = new int[checked * OWNER_TICKS];
        owner = new int[checked * OWNER_TICKS];
    }

    /** A session begins; what an earlier one of the same number saw is forgotten. */
    public void onConnected(final int session, final long itsAvatar) {
        if (session % every == 0) {
            final int s = session / every;
            seen.clear(s);
            avatar[s] = itsAvatar;
            tick[s] = -1;
            leftTick[s] = -1;
            presentBefore[s] = 0;
            epoch[s] = Long.MIN_VALUE;
            Arrays.fill(ownerTick, s * OWNER_TICKS, (s + 1) * OWNER_TICKS, -1);
        }
    }

    /** A frame of a view begins. Owner 0: unknown. */
    public void onView(final int session, final long viewTick, final int viewOwner, final long viewEpoch) {
        if (session % every != 0) {
            return;
        }
        final int s = session / every;
        evaluations++;
        checkOwner(session, s, (int) viewTick, viewOwner);
        if (viewEpoch < epoch[s]) {
            report("session %d tick %d: view of epoch %x after %x", session, viewTick, viewEpoch, epoch[s]);
        }
        epoch[s] = Math.max(epoch[s], viewEpoch);
        if (viewTick != tick[s]) {
            presentBefore[s] = seen.present(s);
        }
        tick[s] = viewTick;
    }

    /** In a crowd others push it out, and many leave in one view: the session had them all before it. */
    private boolean isInside(final int s, final int record) {
        final int me = seen.find(s, avatar[s]);
        return me != SeenEntities.NONE
                && Math.max(seen.present(s), presentBefore[s]) < limits.crowdedEntities()
                && seen.distance(me, record) + limits.strayedMetres((int) tick[s] - seen.tick(record))
                        < limits.insideMetres();
    }

    private void checkOwner(final int session, final int s, final int viewTick, final int viewOwner) {
        final int at = s * OWNER_TICKS + (viewTick & OWNER_TICKS - 1);
        if (viewOwner != 0 && ownerTick[at] == viewTick && owner[at] != viewOwner) {
            report(
                    "session %d tick %d: shown by authority %d and by %d",
                    session, (long) viewTick, (long) owner[at], viewOwner);
        }
        if (viewOwner != 0) {
            ownerTick[at] = viewTick;
            owner[at] = viewOwner;
        }
    }

    /** The session sees an entity, as of a tick of its own and under an authority. */
    public void onEntity(
            final int session,
            final long entity,
            final long entityTick,
            final int itsOwner,
            final long itsEpoch,
            final double x,
            final double y,
            final double z) {
        if (session % every != 0) {
            return;
        }
        final int s = session / every;
        evaluations++;
        final int record = seen.find(s, entity);
        if (record == SeenEntities.NONE) {
            final int added = seen.add(s, entity, (int) tick[s] - limits.returnTicks());
            if (added != SeenEntities.NONE) {
                seen.put(added, (int) entityTick, x, y, z);
                seen.authority(added, itsOwner, itsEpoch);
            }
            return;
        }
        final double moved = seen.moved(record, x, y, z);
        checkJump(session, s, entity, record, (int) entityTick, moved);
        checkAuthority(session, s, entity, record, (int) entityTick, itsOwner, itsEpoch, moved);
        seen.put(record, (int) entityTick, x, y, z);
        seen.authority(record, itsOwner, Math.max(itsEpoch, seen.epoch(record)));
        if (seen.isAbsent(record)) {
            checkReturn(session, s, entity, record);
            seen.present(s, record);
        }
        if (entity == avatar[s] && leftTick[s] == tick[s]) {
            // What left in this very view left from where the avatar is now.
            seen.keepInside(s, (int) tick[s], record, limits.insideMetres());
        }
    }

    private void checkJump(
            final int session,
            final int s,
            final long entity,
            final int record,
            final int entityTick,
            final double moved) {
        if (!(moved <= limits.allowedMetres(entityTick - seen.tick(record)))) {
            report("session %d tick %d: entity %d jumped %d mm", session, tick[s], entity, (long) (moved * 1000));
        }
    }

    /**
     * The same tick may be told of by two, if they tell the same: who takes over tells where it begins. A state that is
     * shown this long after its tick is moved on by its velocity (design, section 6.3), a guess that who takes over need
     * not share; {@link #checkJump} bounds it.
     */
    private void checkAuthority(
            final int session,
            final int s,
            final long entity,
            final int record,
            final int entityTick,
            final int itsOwner,
            final long itsEpoch,
            final double moved) {
        final boolean another = itsOwner != seen.owner(record);
        final boolean guessed = tick[s] - entityTick > EXTRAPOLATED_AFTER_TICKS;
        if (another && !guessed && entityTick == seen.tick(record) && moved > limits.quantisationMetres()) {
            report("session %d tick %d: entity %d differs under authority %d", session, tick[s], entity, itsOwner);
        }
        // A client that has let go of it knows nothing of its epochs any more.
        if (itsEpoch < seen.epoch(record) && !seen.isAbsent(record)) {
            report("session %d tick %d: entity %d of a lower epoch, %x", session, tick[s], entity, itsEpoch);
        }
    }

    private void checkReturn(final int session, final int s, final long entity, final int record) {
        final int away = (int) tick[s] - seen.absentSince(record);
        if (seen.isRemoved(record)) {
            report(
                    "session %d tick %d: entity %d came back %d ticks after it was removed",
                    session, tick[s], entity, away);
        } else if (away > 0 && away <= limits.returnTicks() && seen.leftInside(record) && isInside(s, record)) {
            report("session %d tick %d: entity %d had vanished for %d ticks", session, tick[s], entity, away);
        }
    }

    /** An entity leaves the session's view. */
    public void onLeave(final int session, final long entity, final boolean removed) {
        if (session % every == 0) {
            final int s = session / every;
            final int record = seen.find(s, entity);
            evaluations++;
            if (record != SeenEntities.NONE && !seen.isAbsent(record)) {
                seen.absent(s, record, (int) tick[s], isInside(s, record), removed);
                leftTick[s] = tick[s];
            }
        }
    }

    /** Things looked at. */
    public long evaluations() {
        return evaluations;
    }

    public long violations() {
        return violations;
    }

    /** The first violations, in words. */
    public List<String> texts() {
        return List.copyOf(texts);
    }

    private void report(final String format, final long session, final long atTick, final long what, final long more) {
        violations++;
        if (texts.size() < MAX_TEXTS) {
            texts.add(String.format("I6 " + format, session, atTick, what, more));
        }
    }
}
