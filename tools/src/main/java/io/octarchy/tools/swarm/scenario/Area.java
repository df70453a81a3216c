package io.octarchy.tools.swarm.scenario;

/** The ground of a world: a square. */
public record Area(double minX, double minY, double edgeMetres) {
    public Area {
        if (!(edgeMetres > 0) || !Double.isFinite(minX + minY + edgeMetres)) {
            throw new IllegalArgumentException("no area: " + minX + ", " + minY + ", edge " + edgeMetres);
        }
    }

    double centreX() {
        return minX + edgeMetres / 2;
    }

    double centreY() {
        return minY + edgeMetres / 2;
    }

    boolean holds(final double x, final double y) {
        return x >= minX && y >= minY && x < minX + edgeMetres && y < minY + edgeMetres;
    }
}
