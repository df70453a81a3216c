package io.octarchy.mesh.coordinator.takeover;

import io.octarchy.codec.control.FenceAckDecoder;
import io.octarchy.codec.control.SnapshotReplyDecoder;
import io.octarchy.mesh.coordinator.member.Member;
import io.octarchy.mesh.coordinator.member.Membership;
import io.octarchy.mesh.coordinator.state.StateCodec;
import java.util.function.IntPredicate;

/**
 * The newest fence and what it decides. Every death raises the fence and starts the collecting anew, over all the dead
 * that are not closed; it is decided when every living node has acked it and has answered every page (rules 9 to 14).
 *
 * <pre>
 *   closed --raise--> collecting --all acked, all pages answered--> decided --all grants acked, Decided taken--> closed
 *                         ^  |                                         |
 *                         +--+-- raise (another death) ----------------+
 * </pre>
 */
public final class Takeover {
    /** Entities in one page of questions; the answers fit into one frame. */
    public static final int QUERY_PAGE = 20;

    /** Entities in one page of grants. */
    public static final int GRANT_PAGE = 50;

    private static final int WINDOW = 16;
    private static final long RESEND_NS = 100_000_000L;
    private static final long NOT_WAITING = Long.MIN_VALUE;
    private static final long NOBODY_LIVES = Long.MAX_VALUE;

    private final Membership membership;
    private final long graceNs;
    private final Responders responders = new Responders();
    private final Findings findings;
    private final PageEnds pages = new PageEnds();
    private final GrantBook book = new GrantBook(GRANT_PAGE);
    private final Stuck stuck = new Stuck();
    private final Awaited awaited;
    private final IntPredicate owesFounding;
    private final Protection protection = new Protection();
    private final Verdict verdict = new Verdict();
    private int fence;
    private int decided;
    private int closed;
    private int firstOpen;
    private int sentThrough;
    private long resendNs;
    private long raisedNs;
    private long waitNs = NOT_WAITING;
    private boolean doubleLoss;

    /**
     * @param maxEntities candidates of one takeover at most.
     * @param owesFounding has this node not carried out yet all that it was to found? What was, is founded anew elsewhere.
     * @param graceNs when everybody had died, how long the first to come back waits for others with copies.
     */
    public Takeover(
            final Membership membership, final int maxEntities, final long graceNs, final IntPredicate owesFounding) {
        this.membership = membership;
        this.owesFounding = owesFounding;
        this.graceNs = graceNs;
        findings = new Findings(maxEntities);
        awaited = new Awaited(maxEntities);
    }

    /** The newest fence. */
    public int fence() {
        return fence;
    }

    /** The newest fence that is decided. */
    public int decided() {
        return decided;
    }

    /** The newest fence of which all grants are delivered, and all below. */
    public int closed() {
        return closed;
    }

    public boolean isCollecting() {
        return decided < fence;
    }

    public boolean isOpen() {
        return closed < fence;
    }

    /** May a node that died still bring back with its store what nobody else has? For a while. */
    public boolean isAwaiting(final long logTimeNs, final long patienceNs) {
        return logTimeNs - raisedNs < patienceNs && awaited.hasStore(membership);
    }

    /** Log time at which the newest fence was raised. */
    public long raisedNs() {
        return raisedNs;
    }

    /** Did this loss come before all was protected after the last? */
    public boolean isDoubleLoss() {
        return doubleLoss;
    }

    /** What the last decision did. */
    public Verdict verdict() {
        return verdict;
    }

    /** Entities in takeover because no copy is left. */
    public int stuck() {
        return stuck.count();
    }

    /** Candidates and stuck entities that exceeded their bound. */
    public long dropped() {
        return findings.dropped() + stuck.dropped();
    }

    /** The i-th candidate. */
    public long candidate(final int i) {
        return findings.entity(i);
    }

    /** Does no death await a decision, and has every node's standby acked a tick since the last one was closed? */
    public boolean isProtected() {
        return protection.isComplete(membership);
    }

    /** The world comes from a backup: all fences up to this one are over. Call it first. */
    public void startAt(final int oldFence) {
        fence = oldFence;
        decided = oldFence;
        closed = oldFence;
    }

    /** Call before a node is declared dead; the fence to die with. */
    public int nextFence() {
        return fence + 1;
    }

    /**
     * Nodes were declared dead with {@link #nextFence()}: begin anew over all the dead.
     *
     * @param more more than one died, or something was not protected before.
     */
    public void raise(final long logTimeNs, final boolean more) {
        final boolean wasCollecting = isCollecting();
        doubleLoss = more || wasCollecting && doubleLoss;
        protection.onLoss();
        fence++;
        raisedNs = logTimeNs;
        responders.clear();
        findings.clear();
        restartPages();
        pages.clear();
        for (int i = 0; i < membership.count(); i++) {
            membership.get(i).held(false);
            if (membership.get(i).isLivingNode()) {
                responders.add(membership.get(i).incarnation(), logTimeNs);
            }
        }
        if (!wasCollecting || waitNs == NOT_WAITING) {
            waitNs = responders.isEmpty() ? NOBODY_LIVES : NOT_WAITING;
        }
        addOwnCandidates();
    }

    /** Grants that died with their owners, and what was stuck before. */
    private void addOwnCandidates() {
        for (int i = 0; i < book.count(); i++) {
            final GrantPage page = book.get(i);
            for (int e = 0; e < page.size() && !membership.isLiving(page.owner()); e++) {
                findings.addCandidate(page.entity(e));
            }
        }
        for (int i = 0; i < stuck.count(); i++) {
            findings.addCandidate(stuck.entity(i));
        }
    }

    /** A node joined: it may hold copies of its former life, and may take part in handovers before the fence is decided. */
    public void onNodeJoined(final long logTimeNs, final Member node) {
        if (isCollecting()) {
            responders.add(node.incarnation(), logTimeNs);
            restartPages();
            if (waitNs == NOBODY_LIVES) {
                waitNs = logTimeNs + graceNs;
            }
        }
    }

    /**
     * A node that joined holds the copies of its former life (rule 7). They are wanted as long as the takeover of that life
     * is not decided; and later, when nobody else had them: then a new fence is raised over it, and all are asked again.
     *
     * @return are they wanted?
     */
    public boolean onFormerLife(final long logTimeNs, final Member node, final int former) {
        final Member dead = membership.find(former);
        final boolean isOpen = dead != null && dead.isUnclosedDead() && dead.deadFence() > decided;
        if (isOpen) {
            node.offers(former, false);
        } else if (dead != null && (Heirs.reopen(membership, awaited, former) || awaited.contains(former))) {
            node.offers(former, !Heirs.isUndecided(membership, former, decided));
            dead.reopen();
            raise(logTimeNs, false);
        }
        return node.former() != 0;
    }

    private void restartPages() {
        firstOpen = 0;
        sentThrough = 0;
    }

    /** A part of a node's ack. @return is it news? */
    public boolean onFenceAck(final long logTimeNs, final FenceAckDecoder ack) {
        final Responder responder = responders.find(ack.incarnation());
        if (responder == null || ack.fence() != fence || !isCollecting()) {
            return false;
        }
        final boolean news = responder.part(logTimeNs, ack.part(), ack.parts());
        if (news) {
            for (final FenceAckDecoder.EntitiesDecoder entry : ack.entities()) {
                findings.addCandidate(entry.entity());
            }
        }
        return news;
    }

    /** A node that acked holds copies of another. */
    public void onHeld(final int holder, final int source) {
        final Member dead = membership.find(source);
        if (dead != null && dead.standby() == holder) {
            dead.held(true);
        }
    }

    /** A node's answer to a page. @return is it news? */
    public boolean onSnapshotReply(final long logTimeNs, final SnapshotReplyDecoder reply) {
        final Responder responder = responders.find(reply.incarnation());
        final int page = reply.page();
        if (responder == null || reply.fence() != fence || !isCollecting() || page >= pages.count()) {
            return false;
        }
        final SnapshotReplyDecoder.EntitiesDecoder entries = reply.entities();
        if (entries.count() != pages.size(page) || !responder.reply(logTimeNs, page)) {
            return false;
        }
        final Member node = membership.find(responder.incarnation());
        final int late = node != null && node.isLate() ? node.former() : 0;
        for (final SnapshotReplyDecoder.EntitiesDecoder entry : entries) {
            findings.take(responder.incarnation(), late, entry, membership);
        }
        return true;
    }

    /** A page of grants was applied. @return is it news? */
    public boolean onGrantAck(final int owner, final int ofFence, final int page) {
        return book.ack(owner, ofFence, page);
    }

    /** A living node that has owed an answer for so long that nothing can be decided, 0: none. */
    public int laggard(final long logTimeNs, final long patienceNs) {
        return isCollecting() ? responders.laggard(pages.count(), logTimeNs, patienceNs) : 0;
    }

    /** A new term: patience begins anew (rule 16). */
    public void onNewTerm(final long logTimeNs) {
        responders.restart(logTimeNs);
    }

    /** Ask what is to be asked, repeat what is not answered. @return was the newest fence decided just now? */
    public boolean doWork(final long logTimeNs, final TakeoverSink sink) {
        if (!isOpen()) {
            return false;
        }
        final boolean resend = logTimeNs - resendNs >= 0;
        if (resend) {
            resendNs = logTimeNs + RESEND_NS;
        }
        boolean decidedNow = false;
        if (isCollecting() && responders.allAcked()) {
            pages.sealThrough(findings.count());
            ask(sink, resend, logTimeNs);
            decidedNow = firstOpen == pages.count() && logTimeNs >= waitNs && decide();
        }
        if (!isCollecting() && (resend || decidedNow)) {
            deliver(sink);
        }
        return decidedNow;
    }

    private void ask(final TakeoverSink sink, final boolean resend, final long logTimeNs) {
        while (firstOpen < pages.count() && responders.haveAnswered(firstOpen)) {
            firstOpen++;
        }
        final int end = Math.min(pages.count(), firstOpen + WINDOW);
        for (int page = resend ? firstOpen : Math.max(firstOpen, sentThrough); page < end; page++) {
            for (final Responder responder : responders.all()) {
                if (!responder.replied(page)) {
                    final Member member = membership.find(responder.incarnation());
                    sink.query(member, this, page, pages.start(page), pages.end(page));
                }
            }
        }
        if (end > sentThrough) {
            sentThrough = end;
            responders.restart(logTimeNs);
        }
    }

    private boolean decide() {
        for (int i = 0; i < book.count(); i++) {
            final GrantPage page = book.get(i);
            final boolean lives = membership.isLiving(page.owner());
            for (int e = 0; e < page.size(); e++) {
                findings.takeGrant(page.entity(e), page.fence(), page.owner(), lives);
            }
        }
        final long resumeTick = 1 + Math.max(membership.lastTickOfDead(), findings.maxTick());
        awaited.expect(membership, owesFounding);
        verdict.judge(findings, stuck, awaited, membership::isUnclosedDead, (long) fence << Integer.SIZE);
        int page = 0;
        for (final Responder responder : responders.all()) {
            page = verdict.write(findings, responder.incarnation(), fence, page, resumeTick, book);
        }
        awaited.heard(membership);
        decided = fence;
        waitNs = NOT_WAITING;
        resendNs = raisedNs;
        return true;
    }

    private void deliver(final TakeoverSink sink) {
        int window = WINDOW;
        for (int i = 0; i < book.count() && window > 0; i++) {
            final GrantPage page = book.get(i);
            final Member owner = page.acked() ? null : membership.find(page.owner());
            if (owner != null && owner.isLiving()) {
                sink.grants(owner, page);
                window--;
            }
        }
    }

    /**
     * Close when every grant is delivered and every living node has taken the decision.
     *
     * @param tick of the world now.
     * @return was it closed just now?
     */
    public boolean close(final long tick) {
        if (!isOpen() || isCollecting() || !book.isDelivered(membership) || !isTaken()) {
            return false;
        }
        closed = fence;
        book.clear();
        responders.clear();
        findings.clear();
        pages.clear();
        membership.closeDead();
        protection.onClosed(tick);
        return true;
    }

    private boolean isTaken() {
        for (int i = 0; i < membership.count(); i++) {
            final Member member = membership.get(i);
            if (member.isLivingNode() && member.report().decided() < decided) {
                return false;
            }
        }
        return true;
    }

    public void pass(final StateCodec codec) {
        fence = codec.value(fence);
        decided = codec.value(decided);
        closed = codec.value(closed);
        firstOpen = codec.value(firstOpen);
        sentThrough = codec.value(sentThrough);
        resendNs = codec.value(resendNs);
        raisedNs = codec.value(raisedNs);
        waitNs = codec.value(waitNs);
        doubleLoss = codec.value(doubleLoss);
        responders.pass(codec);
        findings.pass(codec);
        pages.pass(codec);
        book.pass(codec);
        stuck.pass(codec);
        awaited.pass(codec);
        protection.pass(codec);
        verdict.pass(codec);
    }
}
