package io.octarchy.tools.role;

import io.octarchy.codec.event.LifeState;
import io.octarchy.mesh.launch.MeshNode;
import io.octarchy.tools.cli.CommandFailure;
import io.octarchy.tools.cli.ExitCode;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The lives of a node's process. A node that learns that it was declared dead has no authority any more: its successor in
 * the same process joins as a new incarnation, with empty hands. So it does when its thread died, once the mesh knows too.
 */
final class NodeLives {
    private static final long POLL_MS = 50;
    private static final long LONG_LIFE_NS = TimeUnit.MINUTES.toNanos(1);

    /** Starts a life: the first is number 0. */
    interface Birth {
        /** @param sameLaunch may it bear the launch id of the one before? Only when the coordinator has seen that die. */
        MeshNode life(int number, boolean sameLaunch);
    }

    private final Birth birth;
    private final int maxRejoins;
    private final long mourningNs;
    private final BooleanSupplier isOrphaned;
    private final String coordinator;
    private final RoleLog log;

    /**
     * @param maxRejoins lives after the first that end within a minute of each other.
     * @param mourningNs after which the coordinator has declared dead who fell silent.
     * @param coordinator where it is, for messages.
     */
    NodeLives(
            final Birth birth,
            final int maxRejoins,
            final long mourningNs,
            final BooleanSupplier isOrphaned,
            final String coordinator,
            final RoleLog log) {
        this.birth = birth;
        this.maxRejoins = maxRejoins;
        this.mourningNs = mourningNs;
        this.isOrphaned = isOrphaned;
        this.coordinator = coordinator;
        this.log = log;
    }

    /** Live until drained, refused, orphaned, or told to end by an interrupt. */
    ExitCode live() {
        int rejoins = 0;
        boolean seenDead = true;
        for (int number = 0; ; number++) {
            final long startNs = System.nanoTime();
            try (MeshNode node = birth.life(number, seenDead)) {
                watch(node);
                if (node.refusal() != null) {
                    throw new CommandFailure(
                            ExitCode.CONFIGURATION, "The coordinator refused this node.", node.refusal() + ".");
                }
                seenDead = node.life() == LifeState.DECLARED_DEAD;
                if (node.life() == LifeState.DRAINED || !node.hasEnded()) {
                    return ExitCode.GOOD;
                }
            } catch (final InterruptedException e) {
                log.say("told to end");
                return ExitCode.GOOD;
            }
            rejoins = System.nanoTime() - startNs > LONG_LIFE_NS ? 1 : rejoins + 1;
            if (rejoins > maxRejoins) {
                throw lost(seenDead);
            }
            log.say((seenDead ? "was declared dead" : "stood still for too long, or failed") + "; joins anew, "
                    + rejoins + " of " + maxRejoins);
            if (!seenDead && !mourn()) {
                return ExitCode.GOOD;
            }
        }
    }

    private void watch(final MeshNode node) throws InterruptedException {
        LifeState life = null;
        while (!node.hasEnded() && !isOrphaned.getAsBoolean()) {
            if (life != node.life()) {
                life = node.life();
                log.say(
                        switch (life) {
                            case JOINING -> "joins the mesh of the coordinator at " + coordinator;
                            case ACTIVE -> "is member " + node.incarnation() + ", active";
                            case SUSPENDED -> "suspended: its lease is over and the coordinator does not answer";
                            default -> life.toString();
                        });
            }
            Thread.sleep(POLL_MS);
        }
        if (node.life() == LifeState.DRAINED) {
            log.say("drained: all is handed over");
        }
    }

    private boolean mourn() {
        try {
            TimeUnit.NANOSECONDS.sleep(mourningNs);
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
