package io.octarchy.replicator.state;

import io.octarchy.space.WorldCube;

/**
 * From metres, metres a second and radians to the integers of the wire and back. Positions count units of 1/256 m from
 * the world's lower corner (coarser in worlds of more than 8,388,608 m, so that 31 bits do), velocities 1/128 m/s,
 * headings 1/1024 of a turn.
 *
 * <p>Sender and receiver must hold the same scale: predictions are made in these integers, so that both come to the same
 * bits on any machine. Immutable.
 */
public final class StateScale {
    /** Velocity units of one metre a second. */
    public static final int VELOCITY_PER_METRE = 128;

    /** Headings of one turn. */
    public static final int YAW_STEPS = 1024;

    private static final double FINEST_METRES = 1.0 / 256;
    private static final double POSITIONS = 0x1p31;
    private static final double TURN = 2 * Math.PI;
    private static final int FACTOR_BITS = 24;

    private final double minX;
    private final double minY;
    private final double minZ;
    private final double edgeMetres;
    private final long tickIntervalNs;
    private final double metresPerUnit;
    private final double unitsPerMetre;
    private final int maxUnits;
    private final long unitsPerVelocityTick;

    /**
     * @param minX lowest corner of the world, metres.
     * @param edgeMetres edge of the world, a power of two of metres, 2^-7 to 2^30.
     * @param tickIntervalNs nominal time from tick to tick, 1 ns to 10 s, for the prediction of positions.
     */
    public StateScale(
            final double minX,
            final double minY,
            final double minZ,
            final double edgeMetres,
            final long tickIntervalNs) {
        if (!isValid(minX, minY, minZ, edgeMetres, tickIntervalNs)) {
            throw new IllegalArgumentException("no scale for a world at (" + minX + ", " + minY + ", " + minZ + ") of "
                    + edgeMetres + " m with ticks of " + tickIntervalNs + " ns");
        }
        this.minX = minX;
        this.minY = minY;
        this.minZ = minZ;
        this.edgeMetres = edgeMetres;
        this.tickIntervalNs = tickIntervalNs;
        metresPerUnit = Math.max(FINEST_METRES, edgeMetres / POSITIONS);
        unitsPerMetre = 1 / metresPerUnit;
        maxUnits = (int) (long) (edgeMetres * unitsPerMetre - 1);
        final double metresPerVelocityTick = tickIntervalNs * 1e-9 / VELOCITY_PER_METRE;
        unitsPerVelocityTick = (long) (metresPerVelocityTick * unitsPerMetre * (1L << FACTOR_BITS) + 0.5);
    }

    /** The scale of a world. */
    public static StateScale of(final WorldCube cube, final long tickIntervalNs) {
        return new StateScale(cube.minX(), cube.minY(), cube.minZ(), cube.edgeMetres(), tickIntervalNs);
    }

    /** Would the constructor take these? For values that come from outside. */
    public static boolean isValid(
            final double minX,
            final double minY,
            final double minZ,
            final double edgeMetres,
            final long tickIntervalNs) {
        return Math.abs(minX) <= 0x1p40
                && Math.abs(minY) <= 0x1p40
                && Math.abs(minZ) <= 0x1p40
                && edgeMetres >= 0x1p-7
                && edgeMetres <= 0x1p30
                && Math.scalb(1.0, Math.getExponent(edgeMetres)) == edgeMetres
                && tickIntervalNs > 0
                && tickIntervalNs <= 10_000_000_000L;
    }

    public double minX() {
        return minX;
    }

    public double minY() {
        return minY;
    }

    public double minZ() {
        return minZ;
    }

    public double edgeMetres() {
        return edgeMetres;
    }

    public long tickIntervalNs() {
        return tickIntervalNs;
    }

    /** Size of a position unit. */
    public double metresPerUnit() {
        return metresPerUnit;
    }

    /** Nearest unit; clamped into the world, NaN becomes 0. */
    public int quantiseX(final double metres) {
        return units(metres - minX);
    }

    /** Nearest unit; clamped into the world, NaN becomes 0. */
    public int quantiseY(final double metres) {
        return units(metres - minY);
    }

    /** Nearest unit; clamped into the world, NaN becomes 0. */
    public int quantiseZ(final double metres) {
        return units(metres - minZ);
    }

    public double x(final int units) {
        return minX + units * metresPerUnit;
    }

    public double y(final int units) {
        return minY + units * metresPerUnit;
    }

    public double z(final int units) {
        return minZ + units * metresPerUnit;
    }

    /** Is this a position that {@link #quantiseX(double)} could have made? */
    public boolean isPosition(final int units) {
        return units >= 0 && units <= maxUnits;
    }

    /** Nearest velocity unit; clamped to 16 bits (256 m/s), NaN becomes 0. */
    public static short quantiseVelocity(final float metresPerSecond) {
        final float scaled = metresPerSecond * VELOCITY_PER_METRE;
        final int rounded = (int) (scaled + (scaled < 0 ? -0.5f : 0.5f));
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, rounded));
    }

    public static float velocity(final short units) {
        return units / (float) VELOCITY_PER_METRE;
    }

    /** Nearest step, 0 to {@link #YAW_STEPS} - 1; NaN and infinity become 0. */
    public static short quantiseYaw(final float radians) {
        return (short) ((long) Math.floor(radians / TURN * YAW_STEPS + 0.5) & YAW_STEPS - 1);
    }

    /** Radians, from -pi inclusive to pi. */
    public static float yaw(final short steps) {
        final int signed = steps < YAW_STEPS / 2 ? steps : steps - YAW_STEPS;
        return (float) (signed * (TURN / YAW_STEPS));
    }

    /**
     * How far an entity moves in some ticks on one axis while its velocity changes evenly, in position units.
     *
     * @param ticks 0 to 64; the movement of each tick is that of the velocity at its end.
     */
    int displacement(final int velocityFrom, final int velocityTo, final int ticks) {
        if (ticks == 0) {
            return 0;
        }
        final long twice = 2L * ticks * velocityFrom + (long) (velocityTo - velocityFrom) * (ticks + 1);
        return (int) (twice * unitsPerVelocityTick + (1L << FACTOR_BITS) >> FACTOR_BITS + 1);
    }

    private int units(final double metres) {
        final double scaled = metres * unitsPerMetre + 0.5;
        return scaled >= maxUnits ? maxUnits : Math.max(0, (int) scaled);
    }
}
