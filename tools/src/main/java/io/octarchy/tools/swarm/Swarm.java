package io.octarchy.tools.swarm;

import io.octarchy.examples.arena.ArenaGame;
import io.octarchy.examples.arena.Terrain;
import io.octarchy.tools.checker.view.ClientViewChecker;
import io.octarchy.tools.swarm.scenario.Scenario;
import io.octarchy.tools.swarm.scenario.Wish;
import java.util.SplittableRandom;

/**
 * Many players who perform a scenario by inputs alone, open loop: each player's turn comes at fixed times, staggered so that
 * the load is even, and its input counts from then, however late it is sent. The run begins when those have gathered whom
 * the scenario wants at its start. One agent: call {@link #doWork} over and over from one thread.
 */
public final class Swarm {
    /** What a swarm is at. */
    public enum Phase {
        GATHERING,
        RUNNING,
        LEAVING,
        DONE
    }

    private static final int TURNS_PER_CYCLE = 64;
    private static final long SAMPLE_NS = 100_000_000L;
    private static final long LEAVE_NS = 5_000_000_000L;
    private static final long LATE_NS = 2_000_000_000L;

    private final SwarmSettings settings;
    private final Scenario scenario;
    private final PlayerLink link;
    private final SwarmMetrics metrics;
    private final Sight sight;
    private final Steering steering = new Steering();
    private final Wish wish = new Wish();
    private final SplittableRandom chance;
    private final float[] yaw;
    private final long intervalNs;
    private Phase phase = Phase.GATHERING;
    private boolean started;
    private long startNs;
    private long phaseNs;
    private long round;
    private int player;
    private long nextLoginNs;
    private long nextSampleNs;
    private long bytesBefore;

    public Swarm(
            final SwarmSettings settings,
            final Scenario scenario,
            final PlayerLink link,
            final ClientViewChecker checker,
            final SwarmMetrics metrics) {
        this.settings = settings;
        this.scenario = scenario;
        this.link = link;
        this.metrics = metrics;
        sight = new Sight(settings.players(), checker, metrics);
        chance = new SplittableRandom(settings.seed());
        yaw = new float[settings.players()];
        intervalNs = (long) (1e9 / settings.inputsPerSecond());
    }

    public Phase phase() {
        return phase;
    }

    /** Players in the world now. */
    public int connected() {
        return sight.connected();
    }

    /** Players who want to be in the world now, as of their last turns. */
    public int wanted() {
        return sight.wanted();
    }

    /** Since the start of the run; 0 before. */
    public long elapsedNs(final long nowNs) {
        return phase == Phase.GATHERING ? 0 : Math.min(settings.runNs(), nowNs - phaseNs);
    }

    /** Do what is due. Returns the work done. */
    public int doWork(final long nowNs) {
        if (!started) {
            started = true;
            startNs = nowNs;
            phaseNs = nowNs;
            nextLoginNs = nowNs;
        }
        int work = link.doWork(nowNs, sight);
        advance(nowNs);
        if (phase == Phase.GATHERING || phase == Phase.RUNNING) {
            work += turns(nowNs);
        }
        if (phase == Phase.RUNNING && nowNs - nextSampleNs >= 0) {
            nextSampleNs = nowNs + SAMPLE_NS;
            metrics.onBytes(link.viewBytes() - bytesBefore);
            metrics.onSample(sight.connected(), sight.wanted(), sight.wantedAndConnected());
        }
        return work;
    }

    /** End the run early. */
    public void stop(final long nowNs) {
        if (phase == Phase.GATHERING || phase == Phase.RUNNING) {
            leave(nowNs);
        }
    }

    private void advance(final long nowNs) {
        final long inPhaseNs = nowNs - phaseNs;
        if (phase == Phase.GATHERING && (round > 0 && isGathered() || inPhaseNs > settings.gatherNs())) {
            phase = Phase.RUNNING;
            phaseNs = nowNs;
            nextSampleNs = nowNs;
            bytesBefore = link.viewBytes();
            sight.measuring(true);
        } else if (phase == Phase.RUNNING && inPhaseNs >= settings.runNs()) {
            leave(nowNs);
        } else if (phase == Phase.LEAVING && (sight.connected() == 0 || inPhaseNs > LEAVE_NS)) {
            phase = Phase.DONE;
        }
    }

    /** Everybody has had a turn, and all who want to be in the world are, but for the last few. */
    private boolean isGathered() {
        return sight.wantedAndConnected() >= sight.wanted() * 0.999;
    }

    private void leave(final long nowNs) {
        sight.measuring(false);
        phase = Phase.LEAVING;
        phaseNs = nowNs;
        for (int i = 0; i < settings.players(); i++) {
            link.logout(nowNs, i);
        }
    }

    private int turns(final long nowNs) {
        int work = 0;
        while (work < TURNS_PER_CYCLE) {
            final long dueNs = startNs + round * intervalNs + intervalNs * player / settings.players();
            if (dueNs - nowNs > 0 || !turn(nowNs, dueNs)) {
                break;
            }
            work++;
            if (++player == settings.players()) {
                player = 0;
                round++;
            }
        }
        return work;
    }

    /** @return false: try again, it is still this player's turn. */
    private boolean turn(final long nowNs, final long dueNs) {
        final long timeNs = phase == Phase.RUNNING ? Math.max(0, Math.min(settings.runNs(), dueNs - phaseNs)) : 0;
        scenario.at(player, timeNs, wish);
        sight.wants(player, wish.online());
        if (!wish.online()) {
            link.logout(nowNs, player);
        } else if (link.isConnected(player)) {
            return play(nowNs, dueNs);
        } else {
            missed();
            enter(nowNs);
        }
        return true;
    }

    private void enter(final long nowNs) {
        if (link.isAway(player) && nowNs - nextLoginNs >= 0) {
            final double z = Terrain.height(wish.x(), wish.y());
            link.login(nowNs, player, wish.x(), wish.y(), z);
            nextLoginNs = Math.max(nextLoginNs, nowNs - SAMPLE_NS) + (long) (1e9 / settings.loginsPerSecond());
        }
    }

    private boolean play(final long nowNs, final long dueNs) {
        if (nowNs - dueNs > LATE_NS) {
            missed();
            return true;
        }
        if (sight.isSeen(player)) {
            steering.seen(wish, sight.x(player), sight.y(player), yaw[player]);
        } else {
            steering.blind(wish, yaw[player]);
        }
        yaw[player] = steering.yaw();
        if (link.input(nowNs, dueNs, player, steering.moveX(), steering.moveY(), steering.yaw(), buttons())) {
            if (phase == Phase.RUNNING) {
                metrics.onInputSent();
            }
            return true;
        }
        if (nowNs - dueNs < intervalNs) {
            return false;
        }
        missed();
        return true;
    }

    private int buttons() {
        final double dice = chance.nextDouble();
        int buttons = steering.dash() ? ArenaGame.DASH : 0;
        if (sight.isNear(player) && dice < settings.tradeShare()) {
            buttons |= ArenaGame.TRADE;
        } else if (1 - dice < settings.throwShare()) {
            buttons |= ArenaGame.THROW;
        }
        return buttons;
    }

    private void missed() {
        if (phase == Phase.RUNNING) {
            metrics.onInputMissed();
        }
    }
}
