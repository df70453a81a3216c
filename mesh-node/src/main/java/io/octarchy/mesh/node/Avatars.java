package io.octarchy.mesh.node;

import static io.octarchy.codec.event.CounterKind.INPUTS_RECEIVED;
import static io.octarchy.codec.event.CounterKind.STALE_DROPPED;

import io.octarchy.codec.client.InputDecoder;
import io.octarchy.codec.client.LoginStatus;
import io.octarchy.codec.client.SessionOpenDecoder;
import io.octarchy.mesh.authority.AuthorityTable;
import io.octarchy.mesh.authority.Fencing;
import io.octarchy.replicator.slab.EntitySlab;
import io.octarchy.replicator.view.ViewComposer;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2LongHashMap;

/**
 * The avatars at this node and the sessions that they belong to: made when a gateway opens a session, told of to the
 * gateway whenever this node becomes their authority, removed when it closes.
 */
final class Avatars implements Seats.Hall {
    private static final int NONE = -1;
    private static final int GRANTED_VIEW_TICKS = 12;

    private final World world;
    private final MemberLinks links;
    private final AvatarPublisher publisher;
    private final AvatarInputs avatarInputs;
    private final Seats seats;
    private final LostPlayers lost;
    private final Idlers idlers;
    private final Long2LongHashMap slotOfPlayer;
    private final Spawner spawner;
    private final InputQueues inputs;
    private final ViewComposer views;
    private final NodeCounters counters;
    private final Long2LongHashMap entityBySession;
    private final long[] sessionRing;
    private final int[] viewOfSlot;
    private final boolean[] viewDue;
    private final int[] viewDueSlots;
    private final long[] viewNotBefore;
    private final boolean[] homeDue;
    private final int[] homeDueSlots;
    private int ringNext;
    private int homeDueCount;
    private int viewDueCount;

    Avatars(
            final World world,
            final Fencing fencing,
            final MemberLinks links,
            final Spawner spawner,
            final InputQueues inputs,
            final ViewComposer views,
            final NodeCounters counters,
            final Peers peers,
            final NodeSettings settings) {
        this.world = world;
        final int maxSessions = settings.mesh().limits().maxSessions();
        publisher = new AvatarPublisher(fencing, links);
        avatarInputs = new AvatarInputs(world, inputs, publisher, counters);
        lost = new LostPlayers(maxSessions * 2);
        seats = new Seats(fencing, links, peers, this, settings.mesh().limits().maxMembers());
        idlers = new Idlers(world, settings.mesh(), this::isAttended, spawner::remove);
        slotOfPlayer = new Long2LongHashMap(maxSessions * 4, 0.65f, NONE);
        this.links = links;
        this.spawner = spawner;
        this.inputs = inputs;
        this.views = views;
        this.counters = counters;
        entityBySession = new Long2LongHashMap(maxSessions * 4, 0.65f, 0);
        sessionRing = new long[maxSessions * 2];
        viewOfSlot = new int[world.slab().capacity()];
        Arrays.fill(viewOfSlot, NONE);
        viewDue = new boolean[world.slab().capacity()];
        viewDueSlots = new int[world.slab().capacity()];
        viewNotBefore = new long[world.slab().capacity()];
        homeDue = new boolean[world.slab().capacity()];
        homeDueSlots = new int[world.slab().capacity()];
    }

    /** Avatars whose views are composed here. */
    int sessions() {
        return views.sessions();
    }

    /** A gateway asks for an avatar, perhaps again. */
    void onSessionOpen(final long nowNs, final SessionOpenDecoder open, final long tick, final boolean accepting) {
        final long session = open.session();
        final long known = entityBySession.get(session);
        if (known != 0) {
            final int slot = world.slab().slotOf(known);
            if (slot != EntitySlab.NONE
                    && world.slab().session(slot) == session
                    && world.table().isAuthority(world.table().recordOfSlot(slot))) {
                homeDue(slot);
            }
            return;
        }
        if (!accepting) {
            return;
        }
        if (!world.cube().contains(open.x(), open.y(), open.z())) {
            refuse(open.gateway(), session);
            return;
        }
        seats.wish(nowNs, open, tick);
    }

    /** What waits for the next tick of avatars here, or is sent after them. */
    AvatarInputs inputs() {
        return avatarInputs;
    }

    /** Logins that wait for word of the other nodes. */
    Seats seats() {
        return seats;
    }

    /** {@inheritDoc} The avatar of the player that is ruled here becomes this session's. */
    @Override
    public int seat(final long player, final long session, final int gateway) {
        final int slot = (int) slotOfPlayer.get(player);
        if (slot == NONE) {
            return Seats.FREE;
        }
        if (!world.table().isAuthority(world.table().recordOfSlot(slot)) || links.session(gateway) == null) {
            return Seats.NOT_NOW;
        }
        final EntitySlab slab = world.slab();
        final long former = slab.session(slot);
        if (former == session) {
            homeDue(slot);
            return Seats.SEATED;
        }
        final int formerGateway = slab.gateway(slot);
        if (formerGateway == gateway && former - session > 0) {
            // The player has logged in again since: this word of it comes late.
            return Seats.SEATED;
        }
        if (!inputs.isOpen(slot) && !inputs.hasRoom()) {
            return Seats.NOT_NOW;
        }
        closeView(slot);
        inputs.clear(slot);
        entityBySession.remove(former);
        slab.session(slot, session, gateway);
        slab.lastInput(slot, 0);
        if (former != 0) {
            publisher.sendClosed(formerGateway, former);
        }
        attend(slot);
        return Seats.SEATED;
    }

    @Override
    public long lostNs(final long player) {
        return lost.lostNs(player);
    }

    @Override
    public boolean make(
            final long player,
            final long session,
            final int gateway,
            final double x,
            final double y,
            final double z,
            final long tick) {
        final int slot =
                inputs.hasRoom() ? spawner.spawnAvatar(player, session, gateway, x, y, z, tick) : EntitySlab.NONE;
        if (slot != EntitySlab.NONE) {
            onGained(slot);
        }
        return slot != EntitySlab.NONE;
    }

    private void refuse(final int gateway, final long session) {
        publisher.sendHome(gateway, session, 0, 0, LoginStatus.REFUSED_POSITION);
    }

    /** This node rules the entity in a slot from now on: if it is an avatar, its gateway is told, and its views begin. */
    void onGained(final int slot) {
        idlers.onGained(slot);
        if (world.slab().player(slot) != 0) {
            slotOfPlayer.put(world.slab().player(slot), slot);
        }
        if (isAttended(slot)) {
            attend(slot);
        }
    }

    /** Has the avatar in this slot a session at a gateway that is alive? A held one counts. */
    private boolean isAttended(final int slot) {
        return world.slab().session(slot) != 0 && links.session(world.slab().gateway(slot)) != null;
    }

    private void attend(final int slot) {
        remember(world.slab().session(slot), world.slab().entity(slot));
        inputs.open(slot);
        if (viewOfSlot[slot] == NONE && !viewDue[slot]) {
            viewDue[slot] = true;
            viewNotBefore[slot] = 0;
            viewDueSlots[viewDueCount++] = slot;
        }
        homeDue(slot);
    }

    /** A gateway is gone for good, and with it its sessions: their avatars wait for their players. */
    void onGatewayGone(final int gateway) {
        final EntitySlab slab = world.slab();
        for (int slot = 0; slot < slab.highWater(); slot++) {
            if (world.table().isAuthority(world.table().recordOfSlot(slot))
                    && slab.session(slot) != 0
                    && slab.gateway(slot) == gateway) {
                closeView(slot);
                inputs.close(slot);
            }
        }
    }

    /** A tick has run: see to avatars whose gateway this node knows only now, and to those that nobody comes back for. */
    void onTickRan(final long tick) {
        if (tick % Idlers.EVERY_TICKS != 0) {
            return;
        }
        final EntitySlab slab = world.slab();
        for (int slot = 0; slot < slab.highWater(); slot++) {
            if (world.table().isAuthority(world.table().recordOfSlot(slot))
                    && (slab.session(slot) != 0 || slab.player(slot) != 0)
                    && !idlers.look(slot, tick)
                    && isAttended(slot)
                    && !inputs.isOpen(slot)) {
                attend(slot);
            }
        }
    }

    /** Granted in a takeover: what is around it comes as others get theirs, so its view begins a moment later. */
    void onGranted(final int slot, final long resumeTick) {
        viewNotBefore[slot] = resumeTick + GRANTED_VIEW_TICKS;
    }

    /** Begin the views of avatars that have run a tick here: the ticks before were shown by another (I6). */
    void openViews(final long shownTick) {
        for (int i = viewDueCount - 1; i >= 0; i--) {
            final int slot = viewDueSlots[i];
            if (viewDue[slot]) {
                final int record = world.table().recordOfSlot(slot);
                if (world.slab().tick(slot) <= world.table().arrivalTick(record) || shownTick < viewNotBefore[slot]) {
                    continue;
                }
                viewOfSlot[slot] =
                        views.open(world.slab().session(slot), world.slab().gateway(slot), slot);
            }
            viewDue[slot] = false;
            viewDueSlots[i] = viewDueSlots[--viewDueCount];
        }
    }

    /** Commit is about to leave: nothing more is shown; inputs are still kept for whoever rules next. */
    void onFrozen(final int slot) {
        closeView(slot);
    }

    /** Another node rules it: what waits is sent after it. */
    void onLost(final long nowNs, final int slot, final int owner) {
        if (forgetPlayer(slot)) {
            lost.add(world.slab().player(slot), nowNs);
        }
        if (world.slab().session(slot) != 0) {
            closeView(slot);
            avatarInputs.forwardAll(slot, owner);
            inputs.close(slot);
        }
    }

    /** The entity in this slot goes away for good. */
    void onRemoved(final int slot) {
        forgetPlayer(slot);
        if (world.slab().session(slot) != 0) {
            closeView(slot);
            inputs.close(slot);
        }
    }

    /** The entity in this slot will go away and is nobody's avatar from now on. */
    void onLeaving(final int slot) {
        onRemoved(slot);
        world.slab().session(slot, 0, 0);
        world.slab().player(slot, 0);
    }

    private boolean forgetPlayer(final int slot) {
        final long player = world.slab().player(slot);
        return player != 0 && slotOfPlayer.remove(player, slot);
    }

    private void closeView(final int slot) {
        if (viewOfSlot[slot] != NONE) {
            views.close(viewOfSlot[slot]);
            viewOfSlot[slot] = NONE;
        }
        homeDue[slot] = false;
        viewDue[slot] = false;
    }

    /** The gateway lost a view of this session. */
    void onResync(final long session) {
        final int slot = world.slab().slotOf(entityBySession.get(session));
        if (slot != EntitySlab.NONE && viewOfSlot[slot] != NONE) {
            views.reset(viewOfSlot[slot]);
        }
    }

    /** The player has left. */
    void onSessionClose(final int gateway, final long session, final long entity) {
        final int record = world.table().find(entity);
        if (world.table().isAuthority(record)) {
            final int slot = world.table().slot(record);
            if (world.slab().session(slot) != session) {
                // Another session of the player has the avatar now: nothing of this one is left.
                counters.increment(STALE_DROPPED);
                publisher.sendClosed(gateway, session);
                return;
            }
            spawner.remove(slot);
            publisher.sendClosed(gateway, session);
        } else if (record == AuthorityTable.MISSING && entityBySession.get(session) == entity) {
            publisher.sendClosed(gateway, session);
        }
    }

    /** An input from a gateway, or one that a former authority sent after its avatar. */
    void onInput(final InputDecoder input, final DirectBuffer frame, final int offset, final int length) {
        counters.increment(INPUTS_RECEIVED);
        avatarInputs.onForwarded(entityBySession.get(input.session()), input, frame, offset, length, 0);
    }

    private void remember(final long session, final long entity) {
        if (!entityBySession.containsKey(session)) {
            final long oldest = sessionRing[ringNext];
            if (oldest != 0) {
                entityBySession.remove(oldest);
            }
            sessionRing[ringNext] = session;
            ringNext = ringNext + 1 == sessionRing.length ? 0 : ringNext + 1;
        }
        entityBySession.put(session, entity);
    }

    private void homeDue(final int slot) {
        if (!homeDue[slot]) {
            homeDue[slot] = true;
            homeDueSlots[homeDueCount++] = slot;
        }
    }

    /** Tell gateways where their avatars are, as soon as these count as created. */
    int doWork(
            final long nowNs,
            final long tick,
            final Creations creations,
            final Membership membership,
            final boolean accepting) {
        int work = seats.doWork(nowNs, tick, membership, accepting);
        for (int i = homeDueCount - 1; i >= 0; i--) {
            final int slot = homeDueSlots[i];
            if (homeDue[slot] && (creations.isPending(slot) || !tellHome(slot))) {
                continue;
            }
            homeDue[slot] = false;
            homeDueSlots[i] = homeDueSlots[--homeDueCount];
            work++;
        }
        return work;
    }

    private boolean tellHome(final int slot) {
        final EntitySlab slab = world.slab();
        return publisher.sendHome(
                slab.gateway(slot), slab.session(slot), slab.entity(slot), slab.epoch(slot), LoginStatus.OK);
    }
}
