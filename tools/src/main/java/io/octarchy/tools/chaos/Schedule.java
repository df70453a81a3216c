package io.octarchy.tools.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What is to happen when, from a seed: round after round of all kinds, each round in an order of its own, so that after any
 * time each kind has come about as often as any other.
 */
final class Schedule {
    private Schedule() {}

    /**
     * Faults in the order of their times.
     *
     * @param kinds at least one.
     * @param pauseNs from the end of a fault to the begin of the next, above 0.
     * @param endNs no fault begins later.
     */
    static List<Fault> of(final long seed, final List<FaultKind> kinds, final long pauseNs, final long endNs) {
        final SplittableRandom random = new SplittableRandom(seed);
        final List<Fault> faults = new ArrayList<>();
        final List<FaultKind> round = new ArrayList<>(kinds);
        long atNs = pauseNs;
        while (atNs <= endNs) {
            shuffle(round, random);
            for (int i = 0; i < round.size() && atNs <= endNs; i++) {
                final FaultKind kind = round.get(i);
                final long durationNs = kind.leastNs() + random.nextLong(kind.mostNs() - kind.leastNs() + 1);
                faults.add(new Fault(atNs, kind, random.nextInt(Integer.MAX_VALUE), durationNs));
                atNs += durationNs + pauseNs;
            }
        }
        return faults;
    }

    private static void shuffle(final List<FaultKind> kinds, final SplittableRandom random) {
        for (int i = kinds.size() - 1; i > 0; i--) {
            final int other = random.nextInt(i + 1);
            final FaultKind swapped = kinds.set(other, kinds.get(i));
            kinds.set(i, swapped);
        }
    }
}
