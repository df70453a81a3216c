package io.octarchy.mesh.node;

import io.octarchy.codec.client.SessionOpenDecoder;
import io.octarchy.codec.peer.SeatAnswerDecoder;
import io.octarchy.codec.peer.SeatAskDecoder;
import io.octarchy.mesh.authority.Fencing;

/**
 * A player gets the avatar that exists, wherever it is ruled, and a new one only when there is none: this node asks all
 * others, in rounds. An avatar is made when all have answered in one round that they have none, with no takeover open and
 * nobody come or gone meanwhile, and no store of a dead node awaited. Why that is sound, however late messages are:
 *
 * <ul>
 *   <li>An avatar that exists when a round begins is ruled, or in doubt, at a node that is asked: who answers knows no
 *       node that this one does not. If it goes to another in
 *       the round, it may be missed at both; but whom it left says how long ago, and the round is void.
 *   <li>Of two nodes that ask for the same player at once, each is asked by the other: the one with the lower session goes
 *       first, and the other's round is void, whatever it was told before.
 *   <li>What takes longer than a round may, or comes of another round, counts for nothing.
 * </ul>
 *
 * <p>Bounded: what finds no room is not remembered, and its gateway asks again.
 */
final class Seats {
    /** Nothing of this player is here. */
    static final int FREE = 0;

    /** The session has got the player's avatar, and its gateway is told. */
    static final int SEATED = 1;

    /** Something is under way: ask again. */
    static final int NOT_NOW = 2;

    private static final int MAX_WISHES = 256;
    private static final long ROUND_NS = 2_000_000_000L;
    private static final long RETRY_NS = 50_000_000L;
    /** A gateway asks far more often than that as long as it wants the session. */
    private static final long FORGET_NS = 1_500_000_000L;
    /** An ask whose gateway last asked so long ago may have been overtaken by another login of the player. */
    private static final int MAX_LATE_TICKS = 40;

    private static final long NEVER = Long.MAX_VALUE;

    /** What is known and done at this node. */
    interface Hall {
        /** Give the player's avatar that is ruled here to a session; one of the states above. */
        int seat(long player, long session, int gateway);

        /** When the last avatar of the player went from here to another node, {@link LostPlayers#NEVER}. */
        long lostNs(long player);

        /** Make one. False: no room. */
        boolean make(long player, long session, int gateway, double x, double y, double z, long tick);
    }

    private static final class Wish {
        private final int[] answered;
        private int answers;
        private long player;
        private long session;
        private int gateway;
        private double x;
        private double y;
        private double z;
        private long askedNs;
        private long askedTick;
        private int round;
        private boolean isVoid;
        private long startedNs;
        private long nextSendNs;
        private long members;
        private int fence;

        private Wish(final int maxMembers) {
            answered = new int[maxMembers];
        }

        private boolean hasAnswered(final int node) {
            for (int i = 0; i < answers; i++) {
                if (answered[i] == node) {
                    return true;
                }
            }
            return false;
        }
    }

    private final Fencing fencing;
    private final Peers peers;
    private final Hall hall;
    private final SeatPublisher publisher;
    private final Wish[] wishes = new Wish[MAX_WISHES];
    private int count;
    private int lastRound;
    private long lastTick;
    private long members;

    Seats(final Fencing fencing, final MemberLinks links, final Peers peers, final Hall hall, final int maxMembers) {
        this.fencing = fencing;
        this.peers = peers;
        this.hall = hall;
        publisher = new SeatPublisher(fencing, links);
        for (int i = 0; i < MAX_WISHES; i++) {
            wishes[i] = new Wish(maxMembers);
        }
    }

    /** A gateway wants an avatar for a session, perhaps again. */
    void wish(final long nowNs, final SessionOpenDecoder open, final long tick) {
        Wish wish = find(open.session());
        if (wish == null) {
            if (count == MAX_WISHES) {
                return;
            }
            wish = wishes[count++];
            wish.session = open.session();
            wish.player = open.player();
            wish.gateway = open.gateway();
            wish.x = open.x();
            wish.y = open.y();
            wish.z = open.z();
            wish.isVoid = true;
            wish.nextSendNs = nowNs;
        }
        wish.askedNs = nowNs;
        wish.askedTick = tick;
    }

    private Wish find(final long session) {
        for (int i = 0; i < count; i++) {
            if (wishes[i].session == session) {
                return wishes[i];
            }
        }
        return null;
    }

    /** One duty cycle. */
    int doWork(final long nowNs, final long tick, final Membership membership, final boolean accepting) {
        lastTick = tick;
        members = membership.membersVersion();
        int work = 0;
        for (int i = count - 1; i >= 0; i--) {
            final Wish wish = wishes[i];
            if (nowNs - wish.askedNs > FORGET_NS || pursue(nowNs, wish, membership, accepting)) {
                wishes[i] = wishes[--count];
                wishes[count] = wish;
                work++;
            }
        }
        return work;
    }

    /** True when it is fulfilled. */
    private boolean pursue(final long nowNs, final Wish wish, final Membership membership, final boolean accepting) {
        wish.isVoid |= wish.members != membership.membersVersion()
                || wish.fence != fencing.fence()
                || nowNs - wish.startedNs > ROUND_NS;
        final boolean isDue = wish.nextSendNs - nowNs <= 0;
        if (!membership.isSettled() || wish.isVoid && !isDue) {
            wish.isVoid = true;
            return false;
        }
        if (wish.isVoid) {
            begin(nowNs, wish, membership);
        }
        if (isDue) {
            wish.nextSendNs = nowNs + RETRY_NS;
            for (int i = 0; i < peers.count(); i++) {
                final int node = peers.at(i).incarnation();
                if (!wish.hasAnswered(node)) {
                    publisher.ask(node, wish.player, wish.session, wish.gateway, wish.round, wish.askedTick);
                }
            }
        }
        return wish.answers == peers.count() && settle(nowNs, wish, accepting && !membership.isAwaiting());
    }

    private void begin(final long nowNs, final Wish wish, final Membership membership) {
        wish.isVoid = false;
        wish.startedNs = nowNs;
        wish.round = ++lastRound;
        wish.answers = 0;
        wish.members = membership.membersVersion();
        wish.fence = fencing.fence();
    }

    /** All others have none. */
    private boolean settle(final long nowNs, final Wish wish, final boolean accepting) {
        final int state = answer(nowNs, fencing.incarnation(), wish.player, wish.session, wish.gateway);
        if (state == SEATED) {
            return true;
        }
        final long lostNs = hall.lostNs(wish.player);
        if (state != FREE || lostNs != LostPlayers.NEVER && lostNs - wish.startedNs >= 0) {
            again(nowNs, wish);
            return false;
        }
        if (!accepting) {
            again(nowNs, wish);
            return false;
        }
        return hall.make(wish.player, wish.session, wish.gateway, wish.x, wish.y, wish.z, lastTick);
    }

    private static void again(final long nowNs, final Wish wish) {
        wish.isVoid = true;
        wish.nextSendNs = nowNs + RETRY_NS;
    }

    /** Another node, or this one, asks for an avatar of a player. */
    private int answer(final long nowNs, final int from, final long player, final long session, final int gateway) {
        final int state = hall.seat(player, session, gateway);
        if (state != FREE) {
            return state;
        }
        for (int i = 0; i < count; i++) {
            final Wish own = wishes[i];
            if (own.player == player && !(own.session == session && from == fencing.incarnation())) {
                if (own.session < session || own.session == session && fencing.incarnation() < from) {
                    return NOT_NOW;
                }
                again(nowNs, own);
            }
        }
        return FREE;
    }

    /** @param nowNs the time now, not that of the cycle: see {@link #onAnswer}. */
    void onAsk(final long nowNs, final int from, final SeatAskDecoder ask) {
        final boolean isLate = lastTick - ask.tick() > MAX_LATE_TICKS;
        final int state = isLate ? NOT_NOW : answer(nowNs, from, ask.player(), ask.session(), ask.gateway());
        final long lostNs = hall.lostNs(ask.player());
        final long lostAgoNs = lostNs == LostPlayers.NEVER ? NEVER : nowNs - lostNs;
        publisher.answer(from, ask.session(), ask.round(), state, lostAgoNs, members);
    }

    /** @param nowNs the time now: were it earlier, the round would look younger than what the answer tells of. */
    void onAnswer(final long nowNs, final int from, final SeatAnswerDecoder answer) {
        final Wish wish = find(answer.session());
        if (wish == null || wish.isVoid || wish.round != answer.round()) {
            return;
        }
        if (answer.state() == SEATED) {
            // Its gateway is told by who seated it; should that be lost, it asks again.
            wish.askedNs = nowNs - FORGET_NS - 1;
        } else if (answer.state() != FREE
                || answer.members() > wish.members
                || answer.lostAgoNs() <= nowNs - wish.startedNs) {
            again(nowNs, wish);
        } else if (!wish.hasAnswered(from) && wish.answers < wish.answered.length) {
            wish.answered[wish.answers++] = from;
        }
    }
}
