package io.octarchy.replicator.aeron;

public final class Dbg {
    private static final int N = 1 << 22;
    private static final long[] at = new long[N];
    private static final long[] ent = new long[N];
    private static final long[] a = new long[N];
    private static final long[] b = new long[N];
    private static final String[] what = new String[N];
    private static final java.util.concurrent.atomic.AtomicLong next = new java.util.concurrent.atomic.AtomicLong();
    private static int dumps;

    private Dbg() {}

    public static void log(final String w, final long entity, final long x, final long y) {
        final int i = (int) (next.getAndIncrement() & N - 1);
        at[i] = System.nanoTime();
        ent[i] = entity;
        a[i] = x;
        b[i] = y;
        what[i] = w;
    }

    public static synchronized void dump(final String title, final long entity, final long other, final long session) {
        if (dumps++ > 30) {
            return;
        }
        final StringBuilder s = new StringBuilder("==== " + title + " entity " + entity + " avatar " + other + "\n");
        final long end = next.get();
        final long now = System.nanoTime();
        for (long k = Math.max(0, end - N); k < end; k++) {
            final int i = (int) (k & N - 1);
            if ((ent[i] == entity || ent[i] == other)
                    && now - at[i] < 8_000_000_000L
                    && !(what[i].startsWith("client") && a[i] != session)) {
                s.append(String.format(
                        "%10.1f ms %s %s node-in %s a=%d b=%d%n",
                        (at[i] - now) / 1e6, ent[i] == entity ? "E" : "A", what[i], "", a[i], b[i]));
            }
        }
        System.err.println(s);
    }
}
