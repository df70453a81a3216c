package io.octarchy.mesh.coordinator.member;

import io.octarchy.codec.control.MemberState;
import io.octarchy.codec.control.Role;
import io.octarchy.mesh.coordinator.state.StateCodec;

/**
 * All members in the order of their incarnations, living and gone. Incarnations rise and are never used again. The gone
 * are kept, so that everybody hears of it, until the table needs their room; receivers that held an older version than
 * the {@link #floor()} then need the whole list.
 */
public final class Membership {
    private final int maxLiving;
    private final int maxCells;
    private final Member[] members;
    private int count;
    private int nextIncarnation = 1;
    private long version;
    private long floor;
    private int nodesLeft;

    /**
     * @param maxLiving living and not yet closed members at most.
     * @param maxCells cells with load of one node at most.
     */
    public Membership(final int maxLiving, final int maxCells) {
        this.maxLiving = maxLiving;
        this.maxCells = maxCells;
        members = new Member[maxLiving * 2];
    }

    public int count() {
        return count;
    }

    /** The i-th member by incarnation. */
    public Member get(final int i) {
        return members[i];
    }

    /** Rises whenever a member joins or changes its state. */
    public long version() {
        return version;
    }

    /** Receivers that hold less than this version missed members that are forgotten now. */
    public long floor() {
        return floor;
    }

    /** The member of an incarnation, or null. */
    public Member find(final int incarnation) {
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            final int middle = low + high >>> 1;
            final int found = members[middle].incarnation();
            if (found == incarnation) {
                return members[middle];
            }
            if (found < incarnation) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    /** Is this incarnation known and living? */
    public boolean isLiving(final int incarnation) {
        final Member member = find(incarnation);
        return member != null && member.isLiving();
    }

    /** Is this incarnation known, dead, and its takeover not closed? */
    public boolean isUnclosedDead(final int incarnation) {
        final Member member = find(incarnation);
        return member != null && member.isUnclosedDead();
    }

    /** Did this life, or one that it came from, begin with the copies of a former one? */
    public boolean isHeir(final Member life, final int former) {
        Member member = life;
        while (member != null && member.origin() != 0) {
            if (member.origin() == former) {
                return true;
            }
            member = find(member.origin());
        }
        return false;
    }

    /** The living member of a launch, or null. */
    public Member livingOfLaunch(final long launch, final Role role) {
        for (int i = 0; i < count; i++) {
            final Member member = members[i];
            if (member.isLiving() && member.card().launch() == launch && member.role() == role) {
                return member;
            }
        }
        return null;
    }

    /** The newest member of a launch, living or not, or null. */
    public Member newestOfLaunch(final long launch) {
        for (int i = count - 1; i >= 0; i--) {
            if (members[i].card().launch() == launch) {
                return members[i];
            }
        }
        return null;
    }

    /** The living member of a name, or null. */
    public Member livingNamed(final String name) {
        for (int i = 0; i < count; i++) {
            if (members[i].isLiving() && members[i].name().equals(name)) {
                return members[i];
            }
        }
        return null;
    }

    /** Living nodes. */
    public int nodes() {
        int nodes = 0;
        for (int i = 0; i < count; i++) {
            nodes += members[i].isLivingNode() ? 1 : 0;
        }
        return nodes;
    }

    /** Nodes that live and do not drain. */
    public int stayingNodes() {
        int nodes = 0;
        for (int i = 0; i < count; i++) {
            nodes += members[i].isStayingNode() ? 1 : 0;
        }
        return nodes;
    }

    /** Is there room for one more? */
    public boolean hasRoom() {
        int open = 0;
        for (int i = 0; i < count; i++) {
            open += members[i].isLiving() || members[i].isUnclosedDead() ? 1 : 0;
        }
        return open < maxLiving;
    }

    /** Add a member; there must be room. It holds the fences decided so far and has to enter newer ones. */
    public Member add(final MemberCard card, final long session, final int decidedFence) {
        if (count == members.length) {
            forgetOldest();
        }
        final Member member = new Member(nextIncarnation++, card, session, maxCells);
        member.report().joinedAt(decidedFence);
        member.change(MemberState.LIVE, ++version);
        members[count++] = member;
        return member;
    }

    /** Nobody has or had this incarnation or a higher one. */
    public int nextIncarnation() {
        return nextIncarnation;
    }

    /**
     * The world comes from a backup. Call it first, and then {@link #addDead} for each life whose image is in it.
     *
     * @param incarnation none below it is used again.
     */
    public void startAt(final int incarnation) {
        nextIncarnation = incarnation;
    }

    /** A node of which only an image is left. */
    public void addDead(final MemberCard card, final int fence, final int entities, final long image) {
        final Member member = new Member(nextIncarnation++, card, Member.NO_SESSION, maxCells);
        member.renew(0, image);
        member.report().restored(entities, image);
        members[count++] = member;
        die(member, fence, image);
    }

    private void forgetOldest() {
        int oldest = -1;
        for (int i = 0; i < count; i++) {
            final boolean gone = !members[i].isLiving() && !members[i].isUnclosedDead();
            if (gone && (oldest < 0 || members[i].version() < members[oldest].version())) {
                oldest = i;
            }
        }
        if (oldest < 0) {
            throw new IllegalStateException("no room for a member: ask hasRoom() first");
        }
        floor = Math.max(floor, members[oldest].version());
        System.arraycopy(members, oldest + 1, members, oldest, count - oldest - 1);
        members[--count] = null;
    }

    /** Living → draining. */
    public void drain(final Member member) {
        member.change(MemberState.DRAINING, ++version);
    }

    /** A drained node, or any other member, has gone by itself: no fence. */
    public void leave(final Member member) {
        nodesLeft += member.role() == Role.NODE ? 1 : 0;
        member.change(MemberState.LEFT, ++version);
        member.cells().clear();
    }

    /** Nodes that have left by themselves so far. */
    public int nodesLeft() {
        return nodesLeft;
    }

    /**
     * A lease is over.
     *
     * @param cut tick whose images are wanted if its store turns up, 0: the newest.
     */
    public void die(final Member member, final int fence, final long cut) {
        member.die(fence, cut);
        member.change(MemberState.DEAD, ++version);
    }

    /** The takeovers of all dead so far are closed. */
    public void closeDead() {
        for (int i = 0; i < count; i++) {
            if (members[i].isUnclosedDead()) {
                members[i].close();
            }
            members[i].offers(0, false);
        }
    }

    /** Highest L of the dead that are not closed. */
    public long lastTickOfDead() {
        long tick = 0;
        for (int i = 0; i < count; i++) {
            tick = members[i].isUnclosedDead() ? Math.max(tick, members[i].lastTick()) : tick;
        }
        return tick;
    }

    public void pass(final StateCodec codec) {
        nextIncarnation = codec.value(nextIncarnation);
        version = codec.value(version);
        floor = codec.value(floor);
        nodesLeft = codec.value(nodesLeft);
        count = codec.count(count, members.length);
        for (int i = 0; i < count; i++) {
            members[i] = Member.pass(codec, codec.isLoading() ? null : members[i], maxCells);
        }
    }
}
