package io.octarchy.tools.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdTest {
    private final Map<String, Object> report = SwarmReport.empty();

    @ParameterizedTest
    @CsvSource({
        "handover.p99<50ms, 49999, true",
        "handover.p99<50ms, 50000, false",
        "handover.p99<=50ms, 50000, true",
        "handover.p99 < 0.05 s, 49999, true",
        "handover.p99<50000us, 50001, false",
        "handover.p99>1000ns, 2, true",
        "inputToView.p50<100ms, 99.5, true",
        "inputToView.p50<100000us, 100.5, false",
        "tick.max<0.05s, 51, false",
        "playersConnected.min>=99, 99, true",
        "handovers>=1000, 999, false",
        "violations.I6=0, 0, true",
        "violations.I6=0, 1, false",
    })
    void shouldCompareInTheUnitOfTheMetric(final String text, final double value, final boolean kept) {
        final Threshold threshold = Threshold.parse(text);
        put(threshold.metric(), value);
        assertEquals(kept, threshold.missed(report) == null, () -> threshold.missed(report));
    }

    @Test
    void shouldSayWhatWasMeasuredInstead() {
        put("handover.p99", 70000.5);
        assertEquals(
                "handover.p99<50ms: measured 70000.5 \u00b5s",
                Threshold.parse("handover.p99<50ms").missed(report));
    }

    @Test
    void shouldFailAMetricThatWasNotMeasuredOrIsNone() {
        assertTrue(Threshold.parse("handovers>=0").missed(report).contains("not measured"));
        assertTrue(Threshold.parse("handover.p50<1s").missed(report).contains("not measured"));
        assertTrue(Threshold.parse("nonsense>=0").missed(report).contains("no such metric"));
        assertTrue(Threshold.parse("handover.p42<1s").missed(report).contains("no such metric"));
        assertNotNull(Threshold.parse("handovers.p50<1").missed(report));
        put("players", Double.NaN);
        assertNotNull(Threshold.parse("players>=0").missed(report));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        handover.p99        | write for example
        handover.p99<       | write for example
        <50ms               | write for example
        handover.p99<abc    | write for example
        handover.p99!50ms   | write for example
        handover..p99<50ms  | write for example
        handover.p99<50     | is a time: give ns, us, ms or s
        handover.p99<50h    | is a time: give ns, us, ms or s
        handovers>1000ms    | is a plain number: leave out 'ms'
        handovers>10%       | is a plain number: leave out '%'
        """)
    void shouldSayWhatIsWrongWithIt(final String text, final String expected) {
        final IllegalArgumentException failure =
                assertThrows(IllegalArgumentException.class, () -> Threshold.parse(text));
        assertTrue(failure.getMessage().contains(expected), failure::getMessage);
        assertTrue(failure.getMessage().contains(text.strip()), failure::getMessage);
    }

    @Test
    void shouldKnowTheReportsMetrics() {
        assertTrue(Threshold.has(report, "violations.I9"));
        assertTrue(Threshold.has(report, "ticksAllocating"));
        assertNull(report.get("handovers"));
    }

    @SuppressWarnings("unchecked")
    private void put(final String metric, final double value) {
        final int dot = metric.indexOf('.');
        if (dot < 0) {
            report.put(metric, value);
        } else {
            final Map<String, Object> group = new HashMap<>((Map<String, Object>) report.get(metric.substring(0, dot)));
            group.put(metric.substring(dot + 1), value);
            report.put(metric.substring(0, dot), group);
        }
    }
}
