package io.octarchy.tools.architecture.planted;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.concurrent.UnsafeBuffer;

/** What a core may well use. */
public final class Pure {
    final Map<String, String> inOrderOfInsertion = new LinkedHashMap<>();
    final Map<TimeUnit, String> inOrderOfEnum = new EnumMap<>(TimeUnit.class);
    final Map<String, List<Integer>> inOrderOfKeys = new TreeMap<>();
    final Long2ObjectHashMap<String> byNumber = new Long2ObjectHashMap<>();
    final List<String> list = new ArrayList<>(List.of("a", "b"));
    final UnsafeBuffer buffer = new UnsafeBuffer(new byte[8]);
    final Random random;

    Pure(final long seed) {
        random = new Random(seed);
    }

    double work(final long nowNs) {
        buffer.putLong(0, TimeUnit.NANOSECONDS.toMillis(nowNs), ByteOrder.LITTLE_ENDIAN);
        System.arraycopy(new byte[8], 0, buffer.byteArray(), 0, 8);
        return StrictMath.sin(Math.sqrt(Math.abs(random.nextDouble())));
    }

    Map<Integer, List<String>> groups(final Stream<String> stream) {
        return stream.collect(Collectors.groupingBy(String::length, TreeMap::new, Collectors.toList()));
    }
}
