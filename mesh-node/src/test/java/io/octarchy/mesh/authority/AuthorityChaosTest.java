package io.octarchy.mesh.authority;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Seeds by the thousand: loss, duplication, reordering, pauses, lapsed leases, clocks that fail, crashes and joins over
 * handovers, trades and removals. For long runs set {@code octarchy.authority.seeds}; to replay one,
 * {@code octarchy.authority.first} to the seed and seeds to 1, and {@code octarchy.trace} to an entity for its story.
 */
@Tag("slow")
class AuthorityChaosTest {
    private static final long FIRST = Long.getLong("octarchy.authority.first", 1);
    private static final int SEEDS = Integer.getInteger("octarchy.authority.seeds", 500);
    private static final int MUTANT_SEEDS = 6_000;
    private static final int STEPS = 600;

    @Test
    void shouldKeepInvariantsWhateverTheNetworkDoes() {
        long handovers = 0;
        long grants = 0;
        long resumes = 0;
        long removals = 0;
        long commands = 0;
        long returned = 0;
        long forwarded = 0;
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            final Chaos chaos = new Chaos(seed, Mutant.NONE);
            try {
                chaos.run(STEPS);
            } catch (final RuntimeException | AssertionError e) {
                fail("replay with -Doctarchy.authority.first=" + seed + " -Doctarchy.authority.seeds=1", e);
            }
            handovers += chaos.cluster.history.handovers();
            grants += chaos.cluster.history.grants();
            resumes += chaos.cluster.history.resumes();
            removals += chaos.cluster.removed.size();
            commands += TestCommands.applied(chaos.cluster);
            forwarded += TestCommands.forwarded(chaos.cluster);
            returned += chaos.cluster.commandsReturned;
        }
        System.out.println("authority: seeds " + FIRST + ".." + (FIRST + SEEDS - 1) + ", " + handovers
                + " entities handed over, " + grants + " granted, " + resumes + " resumed after a refusal, " + removals
                + " removed, " + commands + " commands from node to node, " + returned + " returned, " + forwarded
                + " messages forwarded");
        assertTrue(
                SEEDS < 100 || handovers > 0 && grants > 0 && resumes > 0 && removals > 0 && commands > 0,
                "nothing was tried");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void shouldCatchMutant(final Mutant mutant) {
        for (long seed = 1; seed <= MUTANT_SEEDS; seed++) {
            try {
                new Chaos(seed, mutant).run(STEPS);
            } catch (final RuntimeException | AssertionError e) {
                return;
            }
        }
        fail(mutant + " went unseen");
    }
}
