package io.octarchy.mesh.coordinator.member;

import io.octarchy.codec.control.MemberState;
import io.octarchy.codec.control.Role;
import io.octarchy.mesh.coordinator.state.StateCodec;

/** One incarnation, as the coordinator knows it. */
public final class Member {
    /** No session of the cluster. */
    public static final long NO_SESSION = -1;

    private final int incarnation;
    private final MemberReport report = new MemberReport();
    private final CellTable cells;
    private MemberCard card;
    private MemberState state = MemberState.LIVE;
    private long session;
    private long version;
    private long renewedNs;
    private long lastTick;
    private boolean condemned;
    private int deadFence;
    private boolean closed;
    private int standby;
    private boolean held;
    private int former;
    private boolean late;
    private long cut;
    private int origin;

    Member(final int incarnation, final MemberCard card, final long session, final int maxCells) {
        this.incarnation = incarnation;
        this.card = card;
        this.session = session;
        cells = new CellTable(maxCells);
    }

    public int incarnation() {
        return incarnation;
    }

    public MemberCard card() {
        return card;
    }

    public Role role() {
        return card.role();
    }

    public String name() {
        return card.name();
    }

    public MemberState state() {
        return state;
    }

    public MemberReport report() {
        return report;
    }

    /** Loads that a node reported. */
    public CellTable cells() {
        return cells;
    }

    /** Neither dead nor gone. */
    public boolean isLiving() {
        return state == MemberState.LIVE || state == MemberState.DRAINING;
    }

    public boolean isLivingNode() {
        return isLiving() && card.role() == Role.NODE;
    }

    /** A living node that keeps its region. */
    public boolean isStayingNode() {
        return state == MemberState.LIVE && card.role() == Role.NODE;
    }

    public boolean isDraining() {
        return state == MemberState.DRAINING;
    }

    /** Dead, and its takeover not closed: in D of the protocol. */
    public boolean isUnclosedDead() {
        return state == MemberState.DEAD && !closed;
    }

    /** Cluster session that it spoke from last. */
    public long session() {
        return session;
    }

    public void session(final long newSession) {
        session = newSession;
    }

    /** Members version at which it changed last. */
    public long version() {
        return version;
    }

    /** Log time of the last renewal of its lease. */
    public long renewedNs() {
        return renewedNs;
    }

    /** Time that counts for nobody has passed: the lease ends so much later. */
    public void excuse(final long logTimeNs, final long ns) {
        renewedNs = Math.min(logTimeNs, renewedNs + ns);
    }

    /** An operator wants it dead: once its lease is over nobody waits for it. */
    public void condemn() {
        condemned = true;
    }

    public boolean isCondemned() {
        return condemned;
    }

    /** L: the highest tick that it was ever allowed to run (protocol rule 6). */
    public long lastTick() {
        return lastTick;
    }

    /** Renew the lease. L never falls. */
    public void renew(final long logTimeNs, final long newLastTick) {
        renewedNs = logTimeNs;
        lastTick = Math.max(lastTick, newLastTick);
    }

    /** Incarnation that keeps this node's copies, or kept them when it died; 0: none. */
    public int standby() {
        return standby;
    }

    void standby(final int newStandby) {
        standby = newStandby;
    }

    /** The fence that its death raised. */
    public int deadFence() {
        return deadFence;
    }

    void change(final MemberState newState, final long newVersion) {
        state = newState;
        version = newVersion;
    }

    void die(final int fence, final long cutThen) {
        deadFence = fence;
        cut = cutThen;
        closed = card.role() != Role.NODE;
    }

    /** The tick whose images were wanted when it died, 0: the newest. */
    public long cut() {
        return cut;
    }

    /** Its standby said in the newest takeover that it holds its copies. */
    public boolean isHeld() {
        return held;
    }

    public void held(final boolean isHeld) {
        held = isHeld;
    }

    /** Former life whose copies this node holds and offers, 0: none. */
    public int former() {
        return former;
    }

    /** The takeover of its {@link #former()} life was decided before it came. */
    public boolean isLate() {
        return late;
    }

    /** It offers the copies of a former life until the takeover is closed. */
    public void offers(final int formerLife, final boolean isLate) {
        former = formerLife;
        late = isLate;
    }

    /** Former life that it came from, in memory or by a store, 0: none; whether or not its copies were wanted. */
    public int origin() {
        return origin;
    }

    public void origin(final int formerLife) {
        origin = formerLife;
    }

    /** Copies of it have turned up: it is in D once more. */
    public void reopen() {
        closed = false;
    }

    void close() {
        closed = true;
        cells.clear();
    }

    static Member pass(final StateCodec codec, final Member saved, final int maxCells) {
        final int incarnation = codec.value(saved == null ? 0 : saved.incarnation);
        final MemberCard card = MemberCard.pass(codec, saved == null ? null : saved.card);
        final Member member = saved == null ? new Member(incarnation, card, NO_SESSION, maxCells) : saved;
        member.passLife(codec);
        member.report.pass(codec);
        member.cells.pass(codec);
        return member;
    }

    private void passLife(final StateCodec codec) {
        state = MemberState.get((short) codec.choice(state.value(), MemberState.LEFT.value()));
        session = codec.value(session);
        version = codec.value(version);
        renewedNs = codec.value(renewedNs);
        lastTick = codec.value(lastTick);
        condemned = codec.value(condemned);
        deadFence = codec.value(deadFence);
        closed = codec.value(closed);
        standby = codec.value(standby);
        held = codec.value(held);
        former = codec.value(former);
        late = codec.value(late);
        cut = codec.value(cut);
        origin = codec.value(origin);
    }
}
