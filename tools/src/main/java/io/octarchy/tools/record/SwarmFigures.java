package io.octarchy.tools.record;

/**
 * What the synthetic players counted so far; totals since the start but for connected.
 *
 * @param players wanted now.
 * @param connected in play now.
 * @param viewBytes bytes of views received.
 */
public record SwarmFigures(int players, int connected, long inputsSent, long updatesDelivered, long viewBytes) {
    public static final SwarmFigures NONE = new SwarmFigures(0, 0, 0, 0, 0);
}
