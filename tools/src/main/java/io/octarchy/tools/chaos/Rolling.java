package io.octarchy.tools.chaos;

import io.octarchy.tools.process.CoordinatorCluster;
import io.octarchy.tools.process.CoordinatorProcess;

/** Restarts the members of a coordinator's cluster one after the other, as an operator would. One thread calls. */
final class Rolling {
    private final CoordinatorCluster coordinators;
    private int next;
    private boolean isEnding;

    Rolling(final CoordinatorCluster coordinators) {
        this.coordinators = coordinators;
    }

    /** One more step when it is time; returns whether all have been restarted and take part. */
    boolean step() {
        if (isEnding) {
            final CoordinatorProcess member = coordinators.members().get(next);
            if (!member.isAlive()) {
                member.restart();
                isEnding = false;
                next++;
            }
        } else if (coordinators.isWhole()) {
            if (next == coordinators.members().size()) {
                return true;
            }
            coordinators.members().get(next).tellToEnd();
            isEnding = true;
        }
        return false;
    }
}
