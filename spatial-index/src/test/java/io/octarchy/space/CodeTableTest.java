package io.octarchy.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodeTableTest {
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.octarchy.space.Seeds#many")
    void shouldEqualAMapOverALongHistory(final long seed) {
        final SplittableRandom random = Seeds.random(seed);
        final int capacity = random.nextInt(1, 100);
        final CodeTable table = new CodeTable(capacity);
        final Map<Long, Integer> oracle = new HashMap<>();
        for (int n = 0; n < 5_000; n++) {
            final long key = 1 + random.nextLong(2L * capacity) * 64;
            if (random.nextInt(3) == 0) {
                final Integer removed = oracle.remove(key);
                assertEquals(removed == null ? CodeTable.MISSING : removed, table.remove(key));
            } else if (oracle.containsKey(key) || oracle.size() < capacity) {
                table.put(key, n);
                oracle.put(key, n);
            } else {
                assertThrows(IllegalStateException.class, () -> table.put(key, 1));
            }
            assertEquals(oracle.size(), table.size());
            final long probe = 1 + random.nextLong(2L * capacity) * 64;
            assertEquals(oracle.getOrDefault(probe, CodeTable.MISSING), table.get(probe));
        }
        oracle.forEach((key, value) -> assertEquals(value, table.get(key)));
        table.clear();
        assertEquals(0, table.size());
        oracle.keySet().forEach(key -> assertEquals(CodeTable.MISSING, table.get(key)));
    }

    @Test
    void shouldNotKnowTheKeyZero() {
        final CodeTable table = new CodeTable(4);
        assertEquals(CodeTable.MISSING, table.get(0));
        assertEquals(CodeTable.MISSING, table.remove(0));
        assertThrows(IllegalArgumentException.class, () -> new CodeTable(0));
    }
}
