package io.octarchy.mesh.authority;

final class ChaosMain {
    public static void main(final String[] args) {
        final long from = Long.parseLong(args[0]);
        final int count = Integer.parseInt(args[1]);
        final Mutant mutant = args.length > 2 ? Mutant.valueOf(args[2]) : Mutant.NONE;
        final boolean stop = args.length <= 3;
        int failed = 0;
        long h = 0, g = 0, r = 0, f = 0, s = 0, ab = 0, rb = 0;
        int dl = 0;
        final long t0 = System.nanoTime();
        for (long seed = from; seed < from + count; seed++) {
            final Chaos chaos = new Chaos(seed, mutant);
            try {
                chaos.run(600);
            } catch (final Throwable e) {
                failed++;
                System.out.println("seed " + seed + ": " + e + (failed <= 1 ? "" : ""));
                if (failed <= 1) {
                    e.printStackTrace(System.out);
                }
                if (failed >= (stop ? 1 : 10)) break;
            }
            h += chaos.cluster.history.handovers();
            g += chaos.cluster.history.grants();
            r += chaos.cluster.history.resumes();
            f += chaos.cluster.history.frozen();
            s += chaos.cluster.steps;
            ab += chaos.cluster.aborts;
            rb += chaos.cluster.history.rollbacks();
        }
        System.out.println("failed " + failed + " of " + count + " handovers " + h + " grants " + g + " resumes " + r
                + " frozen " + f + " steps " + s + " aborts " + ab + " rollbacks " + rb + " seconds "
                + (System.nanoTime() - t0) / 1e9);
    }
}
