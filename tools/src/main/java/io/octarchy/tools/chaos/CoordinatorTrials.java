package io.octarchy.tools.chaos;

import io.octarchy.codec.event.LifeState;
import io.octarchy.tools.process.CoordinatorCluster;
import io.octarchy.tools.record.LifeChange;
import io.octarchy.tools.record.RunRecorder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What it means to the mesh that its coordinator changes its leader or is away: the ticks around each loss of a leader
 * beside the quiet ones of the same run, and how soon suspended nodes went on once somebody led again. One thread calls.
 */
final class CoordinatorTrials {
    /** Half of what is looked at around the loss of a leader. */
    private static final long AROUND_MS = 5_000;

    /** Quiet seconds of the same stretch: a run that has just begun is slower than later. */
    private static final long NEAR_MS = 40_000;

    /** After a fault it takes so long until a second counts as quiet. */
    private static final long ECHO_MS = 10_000;

    private final List<Spell> faults = new ArrayList<>();
    private final List<Long> leaderLosses = new ArrayList<>();
    private final List<Long> leaderLossNs = new ArrayList<>();
    private final List<Absence> absences = new ArrayList<>();
    private long begunMs;
    private int splits;

    /** When a fault lasted, in milliseconds since 1970; open while it lasts. */
    private static final class Spell {
        private final long fromMs;
        private long toMs = Long.MAX_VALUE;

        Spell(final long fromMs) {
            this.fromMs = fromMs;
        }
    }

    /** All members were away. */
    private static final class Absence {
        private final MeshProbe.Standing before;
        private final long fromNs;
        private long backNs;
        private MeshProbe.Standing after;

        Absence(final MeshProbe.Standing before, final long fromNs) {
            this.before = before;
            this.fromNs = fromNs;
        }
    }

    /** A fault strikes; each ends before the next one of a coordinator does. */
    Runnable onFault(final FaultKind kind, final long nowNs, final MeshProbe.Standing standing) {
        final long nowMs = System.currentTimeMillis();
        begunMs = begunMs == 0 ? nowMs - ECHO_MS : begunMs;
        final Spell spell = new Spell(nowMs);
        faults.add(spell);
        if (kind == FaultKind.LEADER_KILL) {
            leaderLosses.add(nowMs);
            leaderLossNs.add(nowNs);
        }
        if (kind == FaultKind.COORDINATORS_DOWN) {
            absences.add(new Absence(standing, nowNs));
        }
        return () -> spell.toMs = System.currentTimeMillis();
    }

    /** Look whether somebody leads again after all were away, and how the mesh is then. */
    void look(final long nowNs, final CoordinatorCluster coordinators, final MeshProbe probe) {
        if (absences.isEmpty()) {
            return;
        }
        final Absence last = absences.get(absences.size() - 1);
        if (last.backNs == 0 && coordinators.leader() != null) {
            last.backNs = nowNs;
        }
        if (last.backNs != 0 && last.after == null && probe.toldSince(last.backNs)) {
            last.after = probe.standing();
        }
    }

    /** A border was moved by hand after a change of leaders. */
    void onSplit() {
        splits++;
    }

    void tell(final ObjectNode summary, final RunRecorder run) {
        final TickTimes ticks = new TickTimes(run.hlog());
        tellLeaderLosses(summary, ticks, run);
        tellAbsences(summary, run.lives());
    }

    private void tellLeaderLosses(final ObjectNode summary, final TickTimes ticks, final RunRecorder run) {
        final Histogram quiet = ticks.of(this::isQuiet);
        final Histogram around = ticks.of(ms -> leaderLosses.stream().anyMatch(loss -> isAround(ms, loss)));
        final ObjectNode told = summary.putObject("leaderKills");
        told.put("count", leaderLosses.size());
        told.put("splitsAfter", splits);
        told.put(
                "nodesSuspended",
                run.lives().stream()
                        .filter(life -> life.state() == LifeState.SUSPENDED)
                        .filter(life -> leaderLossNs.stream()
                                .anyMatch(ns -> life.atNs() - ns >= 0
                                        && life.atNs() - ns < TimeUnit.MILLISECONDS.toNanos(ECHO_MS)))
                        .count());
        put(told, "quietTicks", quiet.getTotalCount());
        put(told, "quietP50", TickTimes.ms(quiet, 50));
        put(told, "quietP99", TickTimes.ms(quiet, 99));
        putAround(told, around, quiet);
        final ArrayNode each = summary.putArray("eachLeaderKill");
        for (final long loss : leaderLosses) {
            final ObjectNode one = each.addObject();
            final Histogram near = ticks.of(ms -> isQuiet(ms) && Math.abs(ms - loss) <= NEAR_MS);
            one.put("second", (loss - run.startMillis()) / 1000);
            putAround(one, ticks.of(ms -> isAround(ms, loss)), quiet);
            put(one, "quietP99Near", TickTimes.ms(near, 99));
        }
    }

    private static void putAround(final ObjectNode told, final Histogram around, final Histogram quiet) {
        final double quietP99 = TickTimes.ms(quiet, 99);
        put(told, "ticks", around.getTotalCount());
        put(told, "p50", TickTimes.ms(around, 50));
        put(told, "p99", TickTimes.ms(around, 99));
        put(told, "ratioP99", quietP99 <= 0 ? -1 : TickTimes.ms(around, 99) / quietP99);
    }

    private static boolean isAround(final long ms, final long loss) {
        return Math.abs(ms - loss) <= AROUND_MS;
    }

    /** From the first fault on, and neither soon after one nor just before one. */
    private boolean isQuiet(final long ms) {
        return begunMs != 0
                && ms >= begunMs
                && faults.stream()
                        .noneMatch(fault -> ms > fault.fromMs - AROUND_MS
                                && (fault.toMs == Long.MAX_VALUE || ms < fault.toMs + ECHO_MS));
    }

    private void tellAbsences(final ObjectNode summary, final List<LifeChange> lives) {
        final ObjectNode told = summary.putObject("coordinatorsDown");
        told.put("count", absences.size());
        int suspended = 0;
        long asBefore = 0;
        double resumedMs = -1;
        final ArrayNode each = summary.putArray("eachCoordinatorsDown");
        for (int i = 0; i < absences.size(); i++) {
            final Absence absence = absences.get(i);
            final long endNs = i + 1 < absences.size() ? absences.get(i + 1).fromNs : Long.MAX_VALUE;
            final ObjectNode one = each.addObject();
            final int nodes = suspensions(lives, absence, endNs);
            final double backMs = absence.backNs == 0 ? -1 : resumedMs(lives, absence, endNs);
            suspended += nodes;
            asBefore += absence.before.isLike(absence.after) ? 1 : 0;
            resumedMs = Math.max(resumedMs, backMs);
            put(one, "awaySeconds", absence.backNs == 0 ? -1 : (absence.backNs - absence.fromNs) / 1e9);
            one.put("nodesSuspended", nodes);
            put(one, "resumedMs", backMs);
            put(one, "mapVersionBefore", absence.before.mapVersion());
            put(one, "mapVersionAfter", absence.after == null ? -1 : absence.after.mapVersion());
        }
        told.put("nodesSuspended", suspended);
        told.put("asBefore", asBefore);
        put(told, "resumedMsMax", resumedMs);
    }

    private static int suspensions(final List<LifeChange> lives, final Absence absence, final long endNs) {
        return (int) lives.stream()
                .filter(life -> life.state() == LifeState.SUSPENDED)
                .filter(life -> life.atNs() - absence.fromNs >= 0 && life.atNs() < endNs)
                .mapToInt(LifeChange::node)
                .distinct()
                .count();
    }

    /** When the last of those that were suspended went on, from when somebody led; below 0: one never did. */
    private static double resumedMs(final List<LifeChange> lives, final Absence absence, final long endNs) {
        double latest = 0;
        for (final LifeChange life : lives) {
            if (life.state() == LifeState.SUSPENDED && life.atNs() - absence.fromNs >= 0 && life.atNs() < endNs) {
                final long activeNs = lives.stream()
                        .filter(later -> later.node() == life.node() && later.state() == LifeState.ACTIVE)
                        .mapToLong(LifeChange::atNs)
                        .filter(atNs -> atNs > life.atNs())
                        .min()
                        .orElse(Long.MAX_VALUE);
                if (activeNs == Long.MAX_VALUE) {
                    return -1;
                }
                latest = Math.max(latest, (double) (activeNs - absence.backNs) / TimeUnit.MILLISECONDS.toNanos(1));
            }
        }
        return latest;
    }

    /** Not below 0, or nothing was measured. */
    private static void put(final ObjectNode to, final String key, final double value) {
        if (value < 0) {
            to.putNull(key);
        } else if (value == Math.rint(value)) {
            to.put(key, (long) value);
        } else {
            to.put(key, Math.round(value * 1000) / 1000.0);
        }
    }
}
