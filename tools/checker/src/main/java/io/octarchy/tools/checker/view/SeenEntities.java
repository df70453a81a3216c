package io.octarchy.tools.checker.view;

import java.util.Arrays;

/**
 * Entities that sessions have seen, present and lately gone: an open-addressed table of fixed size a session, in one array.
 * A record is named by its index in it.
 */
final class SeenEntities {
    static final int NONE = -1;

    private static final int LENGTH = 12;
    private static final int ID_LOW = 0;
    private static final int ID_HIGH = 1;
    private static final int TICK = 2;
    private static final int X = 3;
    private static final int Y = 4;
    private static final int Z = 5;
    private static final int ABSENT_SINCE = 6;
    private static final int FLAGS = 7;
    private static final int OWNER = 8;
    private static final int EPOCH_LOW = 9;
    private static final int EPOCH_HIGH = 10;
    private static final int ABSENT = 1;
    private static final int INSIDE = 2;
    private static final int REMOVED = 4;

    private final int slots;
    private final int[] records;
    private final int[] used;
    private final int[] present;
    private final int[] scratch;

    SeenEntities(final int sessions, final int entitiesPerSession) {
        slots = Math.max(16, Integer.highestOneBit(2 * entitiesPerSession - 1) << 1);
        records = new int[Math.multiplyExact(Math.multiplyExact(sessions, slots), LENGTH)];
        used = new int[sessions];
        present = new int[sessions];
        scratch = new int[slots * LENGTH];
    }

    void clear(final int session) {
        Arrays.fill(records, start(session), start(session + 1), 0);
        used[session] = 0;
        present[session] = 0;
    }

    int find(final int session, final long entity) {
        final int start = start(session);
        final int low = (int) entity;
        final int high = (int) (entity >>> 32);
        for (int i = slot(entity), n = 0; n < slots; i = i + 1 & slots - 1, n++) {
            final int at = start + i * LENGTH;
            if (records[at + ID_LOW] == low && records[at + ID_HIGH] == high) {
                return entity == 0 ? NONE : at;
            }
            if (records[at + ID_LOW] == 0 && records[at + ID_HIGH] == 0) {
                return NONE;
            }
        }
        return NONE;
    }

    /**
     * A new record, present.
     *
     * @param forgetBefore those gone before this tick may be forgotten when there is no room.
     * @return NONE when there is none even then.
     */
    int add(final int session, final long entity, final int forgetBefore) {
        if (entity == 0) {
            return NONE;
        }
        if (used[session] >= slots * 3 / 4) {
            forget(session, forgetBefore);
            if (used[session] >= slots * 3 / 4) {
                forget(session, Integer.MAX_VALUE);
            }
        }
        if (used[session] >= slots * 3 / 4) {
            return NONE;
        }
        used[session]++;
        present[session]++;
        final int at = free(session, entity);
        records[at + ID_LOW] = (int) entity;
        records[at + ID_HIGH] = (int) (entity >>> 32);
        records[at + FLAGS] = 0;
        return at;
    }

    void put(final int record, final int tick, final double x, final double y, final double z) {
        records[record + TICK] = tick;
        records[record + X] = Float.floatToRawIntBits((float) x);
        records[record + Y] = Float.floatToRawIntBits((float) y);
        records[record + Z] = Float.floatToRawIntBits((float) z);
    }

    void authority(final int record, final int owner, final long epoch) {
        records[record + OWNER] = owner;
        records[record + EPOCH_LOW] = (int) epoch;
        records[record + EPOCH_HIGH] = (int) (epoch >>> 32);
    }

    int owner(final int record) {
        return records[record + OWNER];
    }

    long epoch(final int record) {
        return join(records[record + EPOCH_LOW], records[record + EPOCH_HIGH]);
    }

    int tick(final int record) {
        return records[record + TICK];
    }

    /** From where it was seen last to there. */
    double moved(final int record, final double x, final double y, final double z) {
        final double dx = x - coordinate(record, X);
        final double dy = y - coordinate(record, Y);
        final double dz = z - coordinate(record, Z);
        return Math.sqrt(dx * dx + dy * dy + dz * dz);
    }

    double distance(final int a, final int b) {
        return moved(a, coordinate(b, X), coordinate(b, Y), coordinate(b, Z));
    }

    int present(final int session) {
        return present[session];
    }

    boolean isAbsent(final int record) {
        return (records[record + FLAGS] & ABSENT) != 0;
    }

    boolean isRemoved(final int record) {
        return (records[record + FLAGS] & REMOVED) != 0;
    }

    boolean leftInside(final int record) {
        return (records[record + FLAGS] & INSIDE) != 0;
    }

    int absentSince(final int record) {
        return records[record + ABSENT_SINCE];
    }

    void present(final int session, final int record) {
        records[record + FLAGS] = 0;
        present[session]++;
    }

    void absent(final int session, final int record, final int tick, final boolean inside, final boolean removed) {
        records[record + FLAGS] = ABSENT | (inside ? INSIDE : 0) | (removed ? REMOVED : 0);
        records[record + ABSENT_SINCE] = tick;
        present[session]--;
    }

    /** Of those that went absent at a tick, only those near to a record were inside. */
    void keepInside(final int session, final int tick, final int near, final double metres) {
        for (int at = start(session); at < start(session + 1); at += LENGTH) {
            if (leftInside(at) && absentSince(at) == tick && distance(near, at) >= metres) {
                records[at + FLAGS] &= ~INSIDE;
            }
        }
    }

    private void forget(final int session, final int before) {
        final int start = start(session);
        System.arraycopy(records, start, scratch, 0, scratch.length);
        Arrays.fill(records, start, start + scratch.length, 0);
        used[session] = 0;
        for (int at = 0; at < scratch.length; at += LENGTH) {
            final boolean old = (scratch[at + FLAGS] & ABSENT) != 0 && scratch[at + ABSENT_SINCE] < before;
            if (isUsed(scratch, at) && !old) {
                final long entity = join(scratch[at + ID_LOW], scratch[at + ID_HIGH]);
                System.arraycopy(scratch, at, records, free(session, entity), LENGTH);
                used[session]++;
            }
        }
    }

    private int free(final int session, final long entity) {
        int i = slot(entity);
        while (isUsed(records, start(session) + i * LENGTH)) {
            i = i + 1 & slots - 1;
        }
        return start(session) + i * LENGTH;
    }

    private static long join(final int low, final int high) {
        return low & 0xFFFF_FFFFL | (long) high << 32;
    }

    private static boolean isUsed(final int[] array, final int at) {
        return array[at + ID_LOW] != 0 || array[at + ID_HIGH] != 0;
    }

    private double coordinate(final int record, final int axis) {
        return Float.intBitsToFloat(records[record + axis]);
    }

    private int slot(final long entity) {
        return (int) (entity * 0x9E3779B97F4A7C15L >>> 40) & slots - 1;
    }

    private int start(final int session) {
        return session * slots * LENGTH;
    }
}
