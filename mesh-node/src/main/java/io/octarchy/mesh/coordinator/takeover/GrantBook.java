package io.octarchy.mesh.coordinator.takeover;

import io.octarchy.mesh.coordinator.member.Membership;
import io.octarchy.mesh.coordinator.state.StateCodec;
import java.util.ArrayList;
import java.util.List;

/**
 * Every grant of a takeover that is not closed, acked or not: an ack may cross the next fence, so that a frozen snapshot
 * does not show what was applied after all. Forgetting them grants twice (protocol, section C).
 */
final class GrantBook {
    private static final int MAX_PAGES = 65_536;

    private final int pageSize;
    private final List<GrantPage> pages = new ArrayList<>();

    /** @param pageSize entities in a page. */
    GrantBook(final int pageSize) {
        this.pageSize = pageSize;
    }

    int pageSize() {
        return pageSize;
    }

    int count() {
        return pages.size();
    }

    GrantPage get(final int i) {
        return pages.get(i);
    }

    void add(final GrantPage page) {
        pages.add(page);
    }

    /** @return was such a page not acked yet? */
    boolean ack(final int owner, final int fence, final int page) {
        for (final GrantPage candidate : pages) {
            if (candidate.owner() == owner && candidate.fence() == fence && candidate.page() == page) {
                final boolean news = !candidate.acked();
                candidate.ack();
                return news;
            }
        }
        return false;
    }

    /** Does every owner that lives have its grants? The dead have lost theirs: the next fence sees to those. */
    boolean isDelivered(final Membership membership) {
        for (final GrantPage page : pages) {
            if (!page.acked() && membership.isLiving(page.owner())) {
                return false;
            }
        }
        return true;
    }

    void clear() {
        pages.clear();
    }

    void pass(final StateCodec codec) {
        final int n = codec.count(pages.size(), MAX_PAGES);
        for (int i = 0; i < n; i++) {
            if (codec.isLoading()) {
                pages.add(GrantPage.pass(codec, null, pageSize));
            } else {
                GrantPage.pass(codec, pages.get(i), pageSize);
            }
        }
    }
}
