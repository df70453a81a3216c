package io.octarchy.perf.roundtrip;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;

/** How agents and media drivers wait for work. */
public enum IdleMode {
    /** Burns a core for the shortest reaction: for measuring. */
    YIELD {
        @Override
        public IdleStrategy create() {
            return YieldingIdleStrategy.INSTANCE;
        }
    },

    /** Parks up to 100 µs, as in production. */
    BACKOFF {
        @Override
        public IdleStrategy create() {
            return new BackoffIdleStrategy(
                    10, 20, TimeUnit.MICROSECONDS.toNanos(1), TimeUnit.MICROSECONDS.toNanos(100));
        }
    };

    /** One for one thread. */
    public abstract IdleStrategy create();
}
