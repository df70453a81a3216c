package io.octarchy.tools.role;

import io.octarchy.codec.event.LifeState;
import io.octarchy.mesh.authority.FormerLife;
import io.octarchy.mesh.launch.MeshNode;
import io.octarchy.tools.cli.CommandFailure;
import io.octarchy.tools.cli.ExitCode;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The lives of a node's process. A node that learns that it was declared dead has no authority any more: its successor in
 * the same process joins as a new incarnation, and offers the copies that are left: where the standby died as well, they may
 * be the last. So it does when its thread died, once the mesh knows too.
 */
final class NodeLives {
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LONG_LIFE_NS = TimeUnit.MINUTES.toNanos(1);

    /** Starts a life: the first is number 0. */
    interface Birth {
        /**
         * @param sameLaunch may it bear the launch id of the one before? Only when the coordinator has seen that die.
         * @param former what the one before left, or null.
         */
        MeshNode life(int number, boolean sameLaunch, FormerLife former);
    }

    /**
     * How long to insist.
     *
     * @param maxRejoins lives after the first that end within a minute of each other.
     * @param mourningNs after which the coordinator has declared dead who fell silent.
     * @param drainNs for handing over when told to end; 0: not done.
     */
    record Limits(int maxRejoins, long mourningNs, long drainNs) {}

    private final Birth birth;
    private final Limits limits;
    private final BooleanSupplier isOrphaned;
    private final String coordinator;
    private final RoleLog log;

    /** @param coordinator where it is, for messages. */
    NodeLives(
            final Birth birth,
            final Limits limits,
            final BooleanSupplier isOrphaned,
            final String coordinator,
            final RoleLog log) {
        this.birth = birth;
        this.limits = limits;
        this.isOrphaned = isOrphaned;
        this.coordinator = coordinator;
        this.log = log;
    }

    /** Live until drained, refused, orphaned, or told to end by an interrupt. */
    ExitCode live() {
        int rejoins = 0;
        boolean seenDead = true;
        FormerLife former = null;
        for (int number = 0; ; number++) {
            final long startNs = System.nanoTime();
            final MeshNode node = birth.life(number, seenDead, former);
            try (node) {
                if (!watch(node)) {
                    return endWell(node);
                }
                if (node.refusal() != null) {
                    throw new CommandFailure(
                            ExitCode.CONFIGURATION, "The coordinator refused this node.", node.refusal() + ".");
                }
                if (node.life() == LifeState.DRAINED) {
                    log.say("drained: all is handed over");
                    return ExitCode.GOOD;
                }
                seenDead = node.life() == LifeState.DECLARED_DEAD;
            }
            former = node.formerLife();
            rejoins = System.nanoTime() - startNs > LONG_LIFE_NS ? 1 : rejoins + 1;
            if (rejoins > limits.maxRejoins()) {
                throw lost(seenDead);
            }
            log.say((seenDead ? "was declared dead" : "stood still for too long, or failed") + "; joins anew, "
                    + rejoins + " of " + limits.maxRejoins());
            if (!seenDead && !sleep(limits.mourningNs())) {
                return ExitCode.GOOD;
            }
        }
    }

    /** Returns whether the node ended by itself. */
    private boolean watch(final MeshNode node) {
        LifeState life = null;
        boolean fails = false;
        while (!node.hasEnded()) {
            if (life != node.life()) {
                life = node.life();
                log.say(
                        switch (life) {
                            case JOINING -> "joins the mesh of the coordinator at " + coordinator;
                            case ACTIVE -> "is member " + node.incarnation() + ", active";
                            case SUSPENDED -> "suspended: its lease is over and the coordinator does not answer";
                            default -> life.toString();
                        });
                if (life == LifeState.ACTIVE && node.storeReport() != null) {
                    log.say("its store had: " + node.storeReport());
                }
            }
            if (fails != (node.storeProblem() != null)) {
                fails = !fails;
                log.say(fails ? "its store fails, ticks go on: " + node.storeProblem() : "its store works again");
            }
            if (isOrphaned.getAsBoolean() || !sleep(POLL_NS)) {
                return false;
            }
        }
        return true;
    }

    private ExitCode endWell(final MeshNode node) {
        if (limits.drainNs() == 0) {
            log.say("told to end");
            return ExitCode.GOOD;
        }
        log.say("told to end; hands everything over first");
        node.leave();
        final long startNs = System.nanoTime();
        while (!node.hasEnded() && System.nanoTime() - startNs < limits.drainNs()) {
            LockSupport.parkNanos(POLL_NS);
        }
        final boolean drained = node.life() == LifeState.DRAINED || node.incarnation() == 0;
        log.say(drained ? "drained: all is handed over" : "not drained in time; others take over what is left");
        return drained ? ExitCode.GOOD : ExitCode.DRAIN_TIMED_OUT;
    }

    /** Returns false when interrupted: told to end. */
    private static boolean sleep(final long ns) {
        try {
            TimeUnit.NANOSECONDS.sleep(ns);
            return true;
        } catch (final InterruptedException e) {
            return false;
        }
    }

    private static CommandFailure lost(final boolean seenDead) {
        return new CommandFailure(
                ExitCode.LOST_LEASE,
                seenDead
                        ? "The coordinator declared this node dead: it was silent for longer than its lease."
                        : "The node stood still for too long, or failed; see the messages above.",
                "Start it again; if it happens often, look at pauses of this process, or lengthen lease.leaseNs.");
    }
}
