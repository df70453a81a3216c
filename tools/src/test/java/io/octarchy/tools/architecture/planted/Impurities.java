package io.octarchy.tools.architecture.planted;

import io.aeron.Publication;
import java.io.File;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agrona.concurrent.SystemNanoClock;
import org.agrona.concurrent.YieldingIdleStrategy;

/** One breach of purity a class, each of which the rule must find. */
public interface Impurities {
    final class NanoTime {
        long now() {
            return System.nanoTime();
        }
    }

    final class NanoTimeByReference {
        final LongSupplier clock = System::nanoTime;
    }

    final class NanoTimeInLambda {
        final LongSupplier clock = () -> System.nanoTime() + 1;
    }

    final class WallClock {
        long now() {
            return System.currentTimeMillis();
        }
    }

    final class CalendarClock {
        Instant now() {
            return Instant.now();
        }
    }

    final class DateOfToday {
        Date now() {
            return new Date();
        }
    }

    final class ClockOfAgrona {
        long now() {
            return SystemNanoClock.INSTANCE.nanoTime();
        }
    }

    final class ThreadOfItsOwn {
        Object start(final Runnable work) {
            return new Thread(work);
        }
    }

    final class Idling {
        final Object idle = new YieldingIdleStrategy();
    }

    final class Atomics {
        final AtomicLong counter = new AtomicLong();
    }

    final class Locks {
        final Object lock = new ReentrantLock();
    }

    final class SynchronizedMethod {
        synchronized void run() {}
    }

    final class OldFile {
        boolean exists(final String name) {
            return new File(name).exists();
        }
    }

    final class NewFile {
        Path path(final String name) {
            return Path.of(name);
        }
    }

    final class Socket {
        Object address() {
            return new InetSocketAddress(1);
        }
    }

    final class SystemLogger {
        final Object logger = System.getLogger("x");
    }

    final class Printing {
        void print() {
            System.out.println();
        }
    }

    final class Property {
        String read() {
            return System.getProperty("x");
        }
    }

    final class PropertyOfNumber {
        int read() {
            return Integer.getInteger("x", 1);
        }
    }

    final class Environment {
        String read() {
            return System.getenv("x");
        }
    }

    final class MathRandom {
        double next() {
            return Math.random();
        }
    }

    final class MathSine {
        double sine(final double x) {
            return Math.sin(x);
        }
    }

    final class UnseededRandom {
        final Object random = new Random();
    }

    final class RandomOfThread {
        long next() {
            return ThreadLocalRandom.current().nextLong();
        }
    }

    final class RandomId {
        Object next() {
            return UUID.randomUUID();
        }
    }

    final class UnseededShuffle {
        void shuffle(final List<String> list) {
            Collections.shuffle(list);
        }
    }

    final class HashOrder {
        final Map<Object, String> map = new HashMap<>();
    }

    final class HashOrderOfSet {
        final Set<Object> set = new HashSet<>();
    }

    final class IdentityOrder {
        final Map<Object, String> map = new IdentityHashMap<>();
    }

    final class IdentityOfObject {
        int of(final Object object) {
            return System.identityHashCode(object);
        }
    }

    final class SaltedSet {
        final Set<String> set = Set.of("a", "b");
    }

    final class SaltedMap {
        final Map<String, String> map = Map.of("a", "b", "c", "d");
    }

    final class CollectedSet {
        Set<String> collect(final Stream<String> stream) {
            return stream.collect(Collectors.toSet());
        }
    }

    final class CollectedGroups {
        Object collect(final Stream<String> stream) {
            return stream.collect(Collectors.groupingBy(String::length));
        }
    }

    final class ParallelStream {
        long count(final ArrayList<String> list) {
            return list.parallelStream().count();
        }
    }

    final class Aeron {
        long position(final Publication publication) {
            return publication.position();
        }
    }

    final class ArrayOfForbidden {
        Thread[] threads;
    }
}
