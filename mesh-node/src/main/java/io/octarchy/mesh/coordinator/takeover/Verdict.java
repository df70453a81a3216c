package io.octarchy.mesh.coordinator.takeover;

import io.octarchy.mesh.coordinator.state.StateCodec;
import java.util.function.IntPredicate;

/**
 * Rule 12: what is granted and to whom. An entity that somebody living claims at the highest epoch is left alone; else the
 * holder of the best full copy gets it, so that no copy has to travel; with no copy it is stuck.
 */
public final class Verdict {
    private int granted;
    private int ruled;
    private int stale;
    private int stuckNow;
    private int over;

    Verdict() {}

    /** Entities granted. */
    public int granted() {
        return granted;
    }

    /** Candidates that have a living ruler after all. */
    public int ruled() {
        return ruled;
    }

    /** Grants whose copy is from before a handover that others saw: only a double loss does that. */
    public int stale() {
        return stale;
    }

    /** Candidates without a copy that may be granted. */
    public int stuckNow() {
        return stuckNow;
    }

    /** Offered by a life that came back, though decided on before, and gone by now. */
    public int over() {
        return over;
    }

    /**
     * @param diedNow does the death of this node await the decision?
     * @param epoch of what is granted now.
     */
    void judge(
            final Findings findings,
            final Stuck stuck,
            final Awaited awaited,
            final IntPredicate diedNow,
            final long epoch) {
        granted = 0;
        ruled = 0;
        stale = 0;
        stuckNow = 0;
        over = 0;
        for (int i = 0; i < findings.count(); i++) {
            final long entity = findings.entity(i);
            if (findings.isRuled(i)) {
                ruled++;
                stuck.remove(entity);
                awaited.settle(entity, findings.highest(i));
            } else if (findings.isRemoved(i)) {
                stuck.remove(entity);
                awaited.settle(entity, findings.highest(i) + 1);
            } else if (awaited.isOver(
                    entity, findings.copyEpoch(i), findings.highest(i), diedNow.test(findings.highestOwner(i)))) {
                over++;
            } else if (findings.copyOwner(i) == 0 || !stuck.allows(entity, findings.copyEpoch(i))) {
                stuckNow++;
                stuck.add(entity, findings.highest(i));
            } else {
                granted++;
                stale += findings.copyEpoch(i) < findings.highest(i) ? 1 : 0;
                stuck.remove(entity);
                findings.grant(i);
                awaited.settle(entity, epoch);
            }
        }
    }

    /** Write the pages of one owner. @return number of the next page. */
    int write(
            final Findings findings,
            final int owner,
            final int fence,
            final int firstPage,
            final long resumeTick,
            final GrantBook book) {
        int left = 0;
        for (int i = 0; i < findings.count(); i++) {
            left += findings.isGrantedTo(i, owner) ? 1 : 0;
        }
        int number = firstPage;
        int filled = 0;
        GrantPage page = null;
        for (int i = 0; left > 0; i++) {
            if (findings.isGrantedTo(i, owner)) {
                if (page == null) {
                    page = new GrantPage(fence, number++, owner, resumeTick, Math.min(left, book.pageSize()));
                    book.add(page);
                    filled = 0;
                }
                page.set(filled++, findings.entity(i), findings.copyEpoch(i), findings.copyTick(i));
                left--;
                page = filled == page.size() ? null : page;
            }
        }
        return number;
    }

    void pass(final StateCodec codec) {
        granted = codec.value(granted);
        ruled = codec.value(ruled);
        stale = codec.value(stale);
        stuckNow = codec.value(stuckNow);
        over = codec.value(over);
    }
}
