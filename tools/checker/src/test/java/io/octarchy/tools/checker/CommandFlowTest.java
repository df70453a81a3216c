package io.octarchy.tools.checker;

import static io.octarchy.codec.event.CommandStep.APPLIED;
import static io.octarchy.codec.event.CommandStep.RETURNED;
import static io.octarchy.codec.event.CommandStep.SENT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.codec.event.CommandStep;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandFlowTest {
    private static final CheckerSettings SETTINGS = new CheckerSettings(50_000_000, 60, 100, 2, 100, 100, 10);
    private static final long WINDOW = 300;
    private static final long GRANTED = 1L << 32;

    private final NodeTable nodes = new NodeTable(0);
    private final List<String> breaches = new ArrayList<>();
    private long onWay;
    private int settled;
    private long ran;

    private final CommandFlow flow = new CommandFlow(
            nodes,
            new CommandFlow.Judge() {
                @Override
                public void onWay(final long tick, final long change) {
                    onWay += change;
                }

                @Override
                public void settled() {
                    settled++;
                }

                @Override
                public void breach(final String text) {
                    breaches.add(text);
                }
            },
            SETTINGS);

    private void pass(final CommandStep step, final long tick, final long epoch) {
        flow.onPassed(tick, step, epoch, 7, 8, 1, 50);
    }

    private void goOn(final long tick) {
        while (ran < tick) {
            nodes.onTick(nodes.indexOf(1), ++ran);
        }
        flow.settle();
    }

    @Test
    void shouldSettleWhatWasSentAndAppliedInWhateverOrderItIsRead() {
        pass(APPLIED, 12, 0);
        assertEquals(-50, onWay);
        pass(SENT, 10, 0);
        assertEquals(0, onWay);
        goOn(1);
        goOn(3 + WINDOW);
        assertEquals(List.of(), breaches);
        assertEquals(1, settled);
    }

    @Test
    void shouldMissACommandThatIsNotAppliedWithinTheWindow() {
        goOn(1);
        pass(SENT, 10, 0);
        goOn(1 + WINDOW);
        assertEquals(List.of(), breaches);
        assertEquals(50, onWay);
        goOn(2 + WINDOW);
        assertEquals(1, breaches.size());
        assertTrue(breaches.get(0).contains("never applied"), breaches::toString);
    }

    @Test
    void shouldSeeACommandAppliedTwice() {
        pass(SENT, 10, 0);
        pass(APPLIED, 12, 0);
        pass(APPLIED, 13, 0);
        assertEquals(1, breaches.size());
    }

    @Test
    void shouldSeeACommandThatWasAppliedAndCameBack() {
        pass(SENT, 10, 0);
        pass(APPLIED, 12, 0);
        pass(RETURNED, 13, 0);
        assertEquals(1, breaches.size());
    }

    @Test
    void shouldSeeACommandThatNobodySent() {
        goOn(1);
        pass(APPLIED, 12, 0);
        goOn(2 + WINDOW);
        assertEquals(1, breaches.size());
        assertTrue(breaches.get(0).contains("never sent"), breaches::toString);
    }

    @Test
    void shouldHaveACommandAppliedAnewWhenItsTargetWasRolledBack() {
        goOn(1);
        pass(SENT, 10, 0);
        pass(APPLIED, 12, 0);
        flow.onGranted(8, GRANTED, 11, 80);
        assertEquals(50, onWay);
        pass(APPLIED, 82, GRANTED);
        assertEquals(0, onWay);
        goOn(2 + WINDOW);
        assertEquals(List.of(), breaches);
        assertEquals(1, settled);
    }

    @Test
    void shouldIgnoreWhatADeadNodeDidAfterTheCopyThoughItIsReadLater() {
        flow.onGranted(7, GRANTED, 9, 80);
        pass(SENT, 10, 0);
        assertEquals(0, onWay);
        pass(SENT, 81, GRANTED);
        pass(APPLIED, 83, 0);
        assertEquals(0, onWay);
        assertEquals(List.of(), breaches);
    }

    /** The same number may then name a command to somebody else, with something else in it. */
    @Test
    void shouldForgetACommandWhoseSenderWasRolledBackToBeforeItLeft() {
        goOn(1);
        pass(SENT, 10, 0);
        flow.onGranted(7, GRANTED, 9, 80);
        assertEquals(0, onWay);
        flow.onPassed(81, SENT, GRANTED, 7, 9, 1, 20);
        assertEquals(20, onWay);
        flow.onPassed(83, APPLIED, 0, 7, 9, 1, 20);
        goOn(2 + WINDOW);
        assertEquals(List.of(), breaches);
        assertEquals(0, onWay);
    }

    @Test
    void shouldSeeACommandAppliedWhoseSenderWasRolledBackToBefore() {
        goOn(1);
        pass(SENT, 10, 0);
        pass(APPLIED, 12, 0);
        flow.onGranted(7, GRANTED, 9, 80);
        goOn(2 + WINDOW);
        assertEquals(1, breaches.size());
        assertTrue(breaches.get(0).contains("never sent"), breaches::toString);
    }

    @Test
    void shouldCountWhatItHasNoRoomFor() {
        for (int i = 0; i <= CommandFlow.MAX_OPEN; i++) {
            flow.onPassed(1, SENT, 0, i, 8, 1, 0);
        }
        assertEquals(1, flow.overflows());
    }
}
