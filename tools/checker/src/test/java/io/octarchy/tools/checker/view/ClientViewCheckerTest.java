package io.octarchy.tools.checker.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.mesh.config.MeshSettings;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientViewCheckerTest {
    private static final long ME = 1L << 40;
    private static final long OTHER = ME + 1;
    private static final ViewLimits LIMITS = ViewLimits.of(MeshSettings.defaults());

    private final ClientViewChecker checker = new ClientViewChecker(LIMITS, 4, 96, 1);

    @BeforeEach
    void connect() {
        checker.onConnected(0, ME);
        view(10, 7, 100);
        see(ME, 10, 7, 100, 50, 50);
        see(OTHER, 10, 8, 200, 60, 50);
    }

    @Test
    void shouldCountWhatItLooksAtAndFindNothingInAGoodRun() {
        for (int tick = 11; tick < 200; tick++) {
            view(tick, 7, 100);
            see(ME, tick, 7, 100, 50 + (tick - 10) * 1.2, 50);
            see(OTHER, tick - 1, 8, 200, 60 + (tick - 10) * 1.2, 50);
        }
        assertEquals(0, checker.violations());
        assertEquals(3 + 189 * 3, checker.evaluations());
    }

    @Test
    void shouldSeeTwoAuthoritiesOfTheAvatarInOneTick() {
        view(11, 7, 100);
        view(11, 9, 101);
        breach("shown by authority 7 and by 9");
    }

    @Test
    void shouldTakeAHandoverFromTickToTick() {
        view(11, 9, 101);
        see(ME, 11, 9, 101, 50.5, 50);
        see(OTHER, 11, 9, 201, 60.5, 50);
        view(11, 9, 101);
        assertEquals(0, checker.violations());
    }

    @Test
    void shouldSeeAnAuthorityOfThePast() {
        view(11, 9, 101);
        view(12, 7, 100);
        breach("view of epoch 64 after 65");
    }

    @Test
    void shouldSeeTwoAuthoritiesOfAnEntityInOneTick() {
        view(11, 7, 100);
        see(OTHER, 10, 9, 201, 60.5, 50);
        breach("differs under authority 9");
    }

    @Test
    void shouldLetWhoTakesOverRepeatTheLastTickAsItWas() {
        view(11, 7, 100);
        see(OTHER, 10, 9, 201, 60, 50);
        assertEquals(0, checker.violations());
    }

    @Test
    void shouldSeeAnEntityUnderALowerEpoch() {
        view(11, 7, 100);
        see(OTHER, 11, 9, 199, 60, 50);
        breach("of a lower epoch, c7");
    }

    @Test
    void shouldSeeAJump() {
        view(11, 7, 100);
        see(OTHER, 11, 8, 200, 64, 50);
        breach("jumped 4000 mm");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void shouldTakeAPositionThatIsNoneForAJump(final double x) {
        view(11, 7, 100);
        see(OTHER, 11, 8, 200, x, 50);
        breach("jumped");
    }

    @Test
    void shouldAllowWhatSpeedAndRollbackAllow() {
        view(14, 7, 100);
        see(OTHER, 14, 8, 200, 60 + 25 * 0.05 * 6, 50);
        see(OTHER, 14, 8, 200, 60 + 25 * 0.05 * 4, 50);
        assertEquals(0, checker.violations());
    }

    @Test
    void shouldSeeAnEntityVanishNearByAndComeBack() {
        view(11, 7, 100);
        checker.onLeave(0, OTHER, false);
        view(15, 7, 100);
        see(OTHER, 15, 8, 200, 60, 50);
        breach("had vanished for 4 ticks");
    }

    /** Views held back for a while: in the next one the avatar is far from where it was. */
    @Test
    void shouldJudgeALeaveByWhereTheAvatarIsInThatView() {
        view(40, 7, 100);
        checker.onLeave(0, OTHER, false);
        see(ME, 40, 7, 100, 60 - LIMITS.insideMetres() - 1, 50);
        view(42, 7, 100);
        see(ME, 42, 7, 100, 58 - LIMITS.insideMetres(), 50);
        see(OTHER, 42, 8, 200, 60, 50);
        assertEquals(0, checker.violations());
    }

    @Test
    void shouldTakeLeaveAndEnterInOneViewForNothing() {
        view(11, 7, 100);
        checker.onLeave(0, OTHER, false);
        see(OTHER, 11, 8, 200, 60, 50);
        assertEquals(0, checker.violations());
    }

    @Test
    void shouldLetEntitiesLeaveAndComeBackAtTheEdgeOfSight() {
        view(11, 7, 100);
        see(ME + 2, 11, 8, 200, 50 + LIMITS.insideMetres() + 1, 50);
        checker.onLeave(0, ME + 2, false);
        view(12, 7, 100);
        see(ME + 2, 12, 8, 200, 50 + LIMITS.insideMetres() + 1, 50);
        assertEquals(0, checker.violations());
    }

    @Test
    void shouldLetTheNearestPushOthersOutOfACrowdedView() {
        for (int i = 0; i < LIMITS.crowdedEntities(); i++) {
            see(ME + 10 + i, 10, 8, 200, 50, 51);
        }
        view(11, 7, 100);
        checker.onLeave(0, OTHER, false);
        view(12, 7, 100);
        see(OTHER, 12, 8, 200, 60, 50);
        assertEquals(0, checker.violations());
    }

    @Test
    void shouldLetAnEntityComeBackLater() {
        view(11, 7, 100);
        checker.onLeave(0, OTHER, false);
        view(12 + LIMITS.returnTicks(), 7, 100);
        see(OTHER, 12 + LIMITS.returnTicks(), 8, 200, 60, 50);
        assertEquals(0, checker.violations());
    }

    @Test
    void shouldSeeARemovedEntityComeBack() {
        view(11, 7, 100);
        checker.onLeave(0, OTHER, true);
        view(12, 7, 100);
        see(OTHER, 12, 8, 200, 60, 50);
        breach("ticks after it was removed");
    }

    @Test
    void shouldForgetAnEarlierSessionOfTheSameNumber() {
        checker.onConnected(0, OTHER);
        view(3, 9, 1);
        see(OTHER, 3, 9, 1, 3000, 3000);
        assertEquals(0, checker.violations());
    }

    @Test
    void shouldKeepTheFirstViolationsAsTextAndCountAll() {
        for (int tick = 11; tick < 111; tick++) {
            view(tick, 7, 100);
            see(OTHER, tick, 8, 200, tick % 2 * 100, 50);
        }
        assertEquals(100, checker.violations());
        assertEquals(ClientViewChecker.MAX_TEXTS, checker.texts().size());
        assertTrue(
                checker.texts().get(0).startsWith("I6 session 0 tick 11: entity " + OTHER), checker.texts()::toString);
    }

    @Test
    void shouldCheckOnlyEachSomeManiethSession() {
        final ClientViewChecker some = new ClientViewChecker(LIMITS, 10, 96, 4);
        for (int session = 0; session < 10; session++) {
            some.onConnected(session, ME);
            some.onView(session, 1, 7, 1);
        }
        assertEquals(3, some.evaluations());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldStayBoundedAndSilentWhenMoreComeAndGoThanItRemembers(final long seed) {
        final Random random = new Random(seed);
        final boolean[] seen = new boolean[5000];
        for (int tick = 11; tick < 3000; tick++) {
            view(tick, 7, 100);
            for (int i = 0; i < 8; i++) {
                final int entity = random.nextInt(seen.length);
                if (seen[entity]) {
                    checker.onLeave(0, ME + 100 + entity, false);
                } else {
                    see(ME + 100 + entity, tick, 8, 200, 50 + LIMITS.insideMetres() + 5, 50);
                }
                seen[entity] = !seen[entity];
            }
        }
        assertEquals(0, checker.violations(), () -> "seed " + seed + " " + checker.texts());
    }

    private void view(final long tick, final int owner, final long epoch) {
        checker.onView(0, tick, owner, epoch);
    }

    private void see(
            final long entity, final long tick, final int owner, final long epoch, final double x, final double y) {
        checker.onEntity(0, entity, tick, owner, epoch, x, y, 0);
    }

    private void breach(final String text) {
        assertEquals(1, checker.violations(), checker.texts()::toString);
        assertTrue(checker.texts().get(0).contains(text), checker.texts()::toString);
    }
}
