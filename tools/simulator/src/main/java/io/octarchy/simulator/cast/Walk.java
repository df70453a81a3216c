package io.octarchy.simulator.cast;

import java.util.SplittableRandom;

/**
 * Where a player wants to be: it goes to one place after another. Some stroll about a home, some cross the world, some
 * swing over a line, and some follow a hot spot that all followers of a run share.
 */
public final class Walk {
    /** Kinds of walks. */
    public enum Kind {
        STROLL,
        CROSS,
        SWING,
        FOLLOW
    }

    private static final double EDGE_METRES = 4;

    private final Kind kind;
    private final SplittableRandom random;
    private final HotSpot spot;
    private final double minX;
    private final double minY;
    private final double edgeMetres;
    private final double homeX;
    private final double homeY;
    private final double reachMetres;
    private double x;
    private double y;
    private boolean fast;
    private long untilNs = Long.MIN_VALUE;

    /** @param reachMetres how far strolls and swings go. */
    public Walk(
            final Kind kind,
            final SplittableRandom random,
            final HotSpot spot,
            final double minX,
            final double minY,
            final double edgeMetres,
            final double reachMetres) {
        this.kind = kind;
        this.random = random;
        this.spot = spot;
        this.minX = minX;
        this.minY = minY;
        this.edgeMetres = edgeMetres;
        this.reachMetres = reachMetres;
        homeX = minX + edgeMetres * (0.1 + 0.8 * random.nextDouble());
        homeY = minY + edgeMetres * (0.1 + 0.8 * random.nextDouble());
    }

    /** Find out where the player wants to be at a time. */
    void at(final long nowNs) {
        if (nowNs < untilNs) {
            return;
        }
        untilNs = nowNs + 500_000_000L + random.nextLong(kind == Kind.CROSS ? 16_000_000_000L : 4_000_000_000L);
        fast = random.nextInt(4) == 0;
        switch (kind) {
            case STROLL -> place(homeX + sway(reachMetres), homeY + sway(reachMetres));
            case CROSS -> place(minX + edgeMetres * random.nextDouble(), minY + edgeMetres * random.nextDouble());
            case SWING -> place(minX + edgeMetres / 2 + sway(reachMetres), homeY + sway(reachMetres / 4));
            default -> {
                place(spot.x(nowNs) + sway(reachMetres), spot.y(nowNs) + sway(reachMetres));
                fast = true;
            }
        }
    }

    private double sway(final double metres) {
        return metres * (2 * random.nextDouble() - 1);
    }

    private void place(final double newX, final double newY) {
        x = Math.max(minX + EDGE_METRES, Math.min(minX + edgeMetres - EDGE_METRES, newX));
        y = Math.max(minY + EDGE_METRES, Math.min(minY + edgeMetres - EDGE_METRES, newY));
    }

    double x() {
        return x;
    }

    double y() {
        return y;
    }

    boolean isFast() {
        return fast;
    }
}
