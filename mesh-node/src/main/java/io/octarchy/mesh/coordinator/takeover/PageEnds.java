package io.octarchy.mesh.coordinator.takeover;

import io.octarchy.mesh.coordinator.state.StateCodec;
import org.agrona.collections.IntArrayList;

/**
 * Candidates cut into pages. A page never changes once it was cut: candidates that come later, with a node that joins
 * meanwhile, get pages of their own.
 */
final class PageEnds {
    private static final int MAX_PAGES = 65_536;

    private final IntArrayList ends = new IntArrayList();

    /** Cut pages until all so many candidates are on one. */
    void sealThrough(final int candidates) {
        int at = ends.isEmpty() ? 0 : ends.getInt(ends.size() - 1);
        while (at < candidates && ends.size() < MAX_PAGES) {
            at = Math.min(candidates, at + Takeover.QUERY_PAGE);
            ends.addInt(at);
        }
    }

    int count() {
        return ends.size();
    }

    int start(final int page) {
        return page == 0 ? 0 : ends.getInt(page - 1);
    }

    int end(final int page) {
        return ends.getInt(page);
    }

    int size(final int page) {
        return end(page) - start(page);
    }

    void clear() {
        ends.clear();
    }

    void pass(final StateCodec codec) {
        final int n = codec.count(ends.size(), MAX_PAGES);
        for (int i = 0; i < n; i++) {
            if (codec.isLoading()) {
                ends.addInt(codec.value(0));
            } else {
                codec.value(ends.getInt(i));
            }
        }
    }
}
