package io.octarchy.mesh.coordinator.takeover;

import io.octarchy.mesh.coordinator.state.StateCodec;
import java.util.ArrayList;
import java.util.List;

/** The living nodes that must all have spoken before the newest fence is decided (rule 11). */
final class Responders {
    private static final int MAX = 4_096;

    private final List<Responder> responders = new ArrayList<>();

    List<Responder> all() {
        return responders;
    }

    void clear() {
        responders.clear();
    }

    void add(final int incarnation, final long logTimeNs) {
        responders.add(new Responder(incarnation, logTimeNs));
    }

    boolean isEmpty() {
        return responders.isEmpty();
    }

    /** The node of this incarnation, or null when it owes nothing. */
    Responder find(final int incarnation) {
        for (final Responder responder : responders) {
            if (responder.incarnation() == incarnation) {
                return responder;
            }
        }
        return null;
    }

    boolean allAcked() {
        for (final Responder responder : responders) {
            if (!responder.acked()) {
                return false;
            }
        }
        return !responders.isEmpty();
    }

    boolean haveAnswered(final int page) {
        for (final Responder responder : responders) {
            if (!responder.replied(page)) {
                return false;
            }
        }
        return true;
    }

    /** Who has owed an answer for longer than this, 0: nobody. */
    int laggard(final int pages, final long logTimeNs, final long patienceNs) {
        for (final Responder responder : responders) {
            final boolean owes = !responder.acked() || responder.replies() < pages;
            if (owes && logTimeNs - responder.progressNs() > patienceNs) {
                return responder.incarnation();
            }
        }
        return 0;
    }

    /** Patience begins anew. */
    void restart(final long logTimeNs) {
        responders.forEach(responder -> responder.restart(logTimeNs));
    }

    void pass(final StateCodec codec) {
        final int n = codec.count(responders.size(), MAX);
        for (int i = 0; i < n; i++) {
            if (codec.isLoading()) {
                responders.add(Responder.pass(codec, null));
            } else {
                Responder.pass(codec, responders.get(i));
            }
        }
    }
}
