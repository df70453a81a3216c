package io.octarchy.tools.swarm.scenario;

/** What a synthetic player wants at one time; filled anew by each {@link Scenario#at}. */
public final class Wish {
    private boolean online;
    private double x;
    private double y;
    private double vx;
    private double vy;

    /** Does the player want to be in the world? Where it wants to be is told in any case. */
    public boolean online() {
        return online;
    }

    /** Metres. */
    public double x() {
        return x;
    }

    public double y() {
        return y;
    }

    /** Metres a second: how the wanted place moves. */
    public double vx() {
        return vx;
    }

    public double vy() {
        return vy;
    }

    void online(final boolean isOnline) {
        online = isOnline;
    }

    void place(final double newX, final double newY, final double newVx, final double newVy) {
        x = newX;
        y = newY;
        vx = newVx;
        vy = newVy;
    }

    /** Go over to another place by a share from 0 to 1 that changes by so much a second. */
    void blend(final Wish other, final double share, final double sharePerSecond) {
        final double newVx = vx + share * (other.vx - vx) + sharePerSecond * (other.x - x);
        final double newVy = vy + share * (other.vy - vy) + sharePerSecond * (other.y - y);
        place(x + share * (other.x - x), y + share * (other.y - y), newVx, newVy);
    }

    /** Come back into an area; who is held at its edge stands still there. */
    void clamp(final Area area, final double marginMetres) {
        final double minX = area.minX() + marginMetres;
        final double minY = area.minY() + marginMetres;
        final double maxX = area.minX() + area.edgeMetres() - marginMetres;
        final double maxY = area.minY() + area.edgeMetres() - marginMetres;
        final boolean inX = x >= minX && x <= maxX;
        final boolean inY = y >= minY && y <= maxY;
        place(Math.max(minX, Math.min(maxX, x)), Math.max(minY, Math.min(maxY, y)), inX ? vx : 0, inY ? vy : 0);
    }
}
