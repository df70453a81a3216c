package io.octarchy.space.region;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.octarchy.fuzz.Fuzz;

/** Whole maps and increments of any content: refused without a change, or a map that tiles space. */
class RegionMapFuzzer {
    private static final long SIZE = 1 << 15;
    private static final int MAX_INTERVALS = 16;

    @FuzzTest
    void load(final FuzzedDataProvider data) {
        final RegionMap map = new RegionMap(SIZE, MAX_INTERVALS);
        for (int rounds = data.consumeInt(1, 4); rounds > 0; rounds--) {
            final long before = map.checksum();
            final long version = map.version();
            final boolean[] changed = new boolean[1];
            if (data.consumeBoolean()) {
                final int count = data.consumeInt(0, MAX_INTERVALS);
                final long[] starts = new long[count];
                final int[] owners = new int[count];
                for (int i = 0; i < count; i++) {
                    starts[i] = value(data, i == 0 ? 0 : starts[i - 1]);
                    owners[i] = owner(data);
                }
                final int length = data.consumeInt(-1, count + 1);
                final long newVersion = data.consumeBoolean() ? version + 1 : data.consumeLong();
                Fuzz.bounded(
                        100_000,
                        () -> changed[0] = map.load(newVersion, starts, owners, Math.min(Math.max(length, 0), count))
                                == MapFault.NONE);
            } else {
                final RegionDelta delta = delta(data, map);
                Fuzz.bounded(100_000, () -> changed[0] = map.apply(delta));
            }
            Fuzz.require(map.validate() == MapFault.NONE, "the map is " + map.validate());
            Fuzz.require(
                    changed[0] || before == map.checksum() && version == map.version(), "refused, and yet changed");
        }
    }

    private static RegionDelta delta(final FuzzedDataProvider data, final RegionMap map) {
        final RegionDelta delta = new RegionDelta(2 * MAX_INTERVALS);
        final RegionMap to = new RegionMap(SIZE, MAX_INTERVALS);
        to.copyFrom(map);
        final long start = data.consumeLong(0, SIZE - 1);
        to.assign(start, data.consumeLong(start + 1, SIZE), data.consumeInt(0, 5));
        if (data.consumeBoolean()) {
            to.version(map.version() == Long.MAX_VALUE ? map.version() : map.version() + 1);
            delta.setToDiff(map, to);
        } else {
            delta.begin(map.version(), data.consumeLong(), data.consumeLong());
        }
        long at = 0;
        for (int edits = data.consumeInt(0, 4); edits > 0; edits--) {
            final long from = value(data, at);
            at = value(data, from);
            delta.add(from, at, owner(data));
        }
        return delta;
    }

    private static long value(final FuzzedDataProvider data, final long after) {
        return data.consumeInt(0, 7) == 0
                ? data.consumeLong()
                : Math.min(SIZE, Math.max(0, after) + data.consumeInt(0, 4_000));
    }

    private static int owner(final FuzzedDataProvider data) {
        return data.consumeInt(0, 7) == 0 ? data.consumeInt() : data.consumeInt(0, 5);
    }
}
