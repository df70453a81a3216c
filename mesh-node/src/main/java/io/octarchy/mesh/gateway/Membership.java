package io.octarchy.mesh.gateway;

import io.octarchy.codec.control.HeartbeatEncoder;
import io.octarchy.codec.control.JoinStatus;
import io.octarchy.codec.control.JoinedDecoder;
import io.octarchy.codec.control.LeaseDecoder;
import io.octarchy.codec.control.MapDeltaDecoder;
import io.octarchy.codec.control.MembersDecoder;
import io.octarchy.codec.control.Role;
import io.octarchy.mesh.coordinator.client.ControlProtocol;
import io.octarchy.mesh.coordinator.client.ControlPublisher;
import io.octarchy.mesh.coordinator.client.CoordinatorListener;
import io.octarchy.space.WorldCube;
import java.util.function.LongSupplier;

/**
 * The gateway as a member of the mesh: joins, says every interval what it holds, and tells the gateway of members and map.
 * While the coordinator is away the gateway goes on with what it knows; when it hears that it was declared dead it joins
 * anew, as another incarnation.
 */
public final class Membership implements CoordinatorListener {
    private static final long JOIN_RETRY_NS = 500_000_000L;
    private static final int NONE = Gateway.NO_INCARNATION;

    private final Gateway gateway;
    private final ControlPublisher publisher;
    private final MemberCard card;
    private final int maxIntervals;
    private final LongSupplier randomIds;
    private int incarnation = NONE;
    private long launch;
    private long correlation;
    private long renewalNs = JOIN_RETRY_NS;
    private long nextSendNs;
    private boolean hasSent;
    private boolean isNewsHeld;
    private long heartbeats;
    private long membersVersion;
    private int fence;
    private int decided;
    private MapAssembly map;
    private Territory territory;
    private String refusal = "";
    private boolean isLeaving;
    private boolean hasLeft;

    /** @param randomIds for launches and correlations: no two lives of any process may draw the same. */
    public Membership(
            final Gateway gateway,
            final ControlPublisher publisher,
            final MemberCard card,
            final int maxIntervals,
            final LongSupplier randomIds) {
        this.gateway = gateway;
        this.publisher = publisher;
        this.card = card;
        this.maxIntervals = maxIntervals;
        this.randomIds = randomIds;
        this.launch = randomIds.getAsLong();
        this.correlation = randomIds.getAsLong();
    }

    /** This life's number; 0 while not a member. */
    public int incarnation() {
        return incarnation;
    }

    /** Version of the region map held; 0 for none. */
    public long mapVersion() {
        return map == null ? 0 : map.map().version();
    }

    /** Version of the list of members held; 0 for none. */
    public long membersVersion() {
        return membersVersion;
    }

    /** Why the last attempt to join was refused, and what to do; empty when it was not. */
    public String refusal() {
        return refusal;
    }

    /** Leave in good order: sessions end, done when {@link #hasLeft()}. */
    public void leave() {
        isLeaving = true;
        hasSent = false;
        hasLeft = incarnation == NONE;
    }

    /** Has the coordinator taken note that it left, or had it not joined? */
    public boolean hasLeft() {
        return hasLeft;
    }

    /** Join or say what is held, when it is due. */
    public int doWork(final long nowNs) {
        final boolean isDue = !hasSent || nowNs - nextSendNs >= 0 || isNewsHeld;
        if (hasLeft || !isDue || !(incarnation == NONE ? join() : heartbeat(nowNs))) {
            return 0;
        }
        hasSent = true;
        isNewsHeld = false;
        nextSendNs = nowNs + (incarnation == NONE ? JOIN_RETRY_NS : renewalNs);
        return 1;
    }

    private boolean join() {
        return publisher.join(
                correlation,
                Role.GATEWAY,
                launch,
                0,
                card.driver(),
                0,
                0,
                card.sessionStream(),
                0,
                0,
                card.endpoint(),
                card.name());
    }

    private boolean heartbeat(final long nowNs) {
        if (isLeaving && !publisher.leave(incarnation)) {
            return false;
        }
        final HeartbeatEncoder heartbeat = publisher.heartbeat(0);
        if (heartbeat == null) {
            return false;
        }
        heartbeat
                .incarnation(incarnation)
                .sequence(++heartbeats)
                .sentNs(nowNs)
                .tick(0)
                .fence(fence)
                .decided(decided)
                .membersVersion(membersVersion)
                .mapVersion(mapVersion())
                .entities(0)
                .sessions(gateway.sessions())
                .cpuMicros(0)
                .empty((short) (gateway.sessions() == 0 ? 1 : 0))
                .standbyAcked(0)
                .standby(0)
                .founded(0)
                .stored(-1)
                .backedUp(0)
                .cellsCount(0);
        return publisher.send();
    }

    @Override
    public void onJoined(final long nowNs, final JoinedDecoder message) {
        if (message.correlation() != correlation || incarnation != NONE) {
            return;
        }
        if (message.status() != JoinStatus.OK) {
            refusal = message.message();
            return;
        }
        final WorldCube world = new WorldCube(
                message.minX(), message.minY(), message.minZ(), message.edgeMetres(), message.finestLevel());
        refusal = "";
        incarnation = message.incarnation();
        renewalNs = message.renewalNs();
        fence = message.fence();
        membersVersion = 0;
        map = new MapAssembly(world.curveSize(), maxIntervals);
        isNewsHeld = true;
        gateway.onJoined(nowNs, incarnation);
        territory = new MapTerritory(world, map.map());
        gateway.onTerritory(nowNs, territory);
    }

    @Override
    public void onLease(final long nowNs, final LeaseDecoder message) {
        if (message.incarnation() != incarnation || incarnation == NONE) {
            return;
        }
        if (message.dead() != ControlProtocol.ALIVE) {
            hasLeft = isLeaving;
            joinAnew(nowNs);
            return;
        }
        gateway.onCoordinatorHeard(nowNs);
        fence = Math.max(fence, message.fence());
        decided = Math.max(decided, message.decided());
    }

    private void joinAnew(final long nowNs) {
        incarnation = NONE;
        launch = randomIds.getAsLong();
        correlation = randomIds.getAsLong();
        hasSent = false;
        gateway.onDeclaredDead(nowNs);
    }

    @Override
    public void onMembers(final long nowNs, final MembersDecoder message) {
        final long version = message.version();
        final boolean isLast = message.last() != 0;
        final boolean isNews = version > membersVersion && message.fromVersion() <= membersVersion;
        if (incarnation == NONE || !isNews) {
            return;
        }
        for (final MembersDecoder.EntriesDecoder entry : message.entries()) {
            if (entry.role() == Role.NODE) {
                gateway.onMember(
                        nowNs,
                        entry.incarnation(),
                        entry.state(),
                        entry.driver(),
                        entry.sessionStream(),
                        entry.endpoint());
            } else {
                entry.skipEndpoint();
            }
            entry.skipName();
        }
        if (isLast) {
            membersVersion = version;
            isNewsHeld = true;
        }
    }

    @Override
    public void onMapDelta(final long nowNs, final MapDeltaDecoder message) {
        if (map != null && incarnation != NONE && map.onPart(message)) {
            isNewsHeld = true;
            gateway.onTerritory(nowNs, territory);
        }
    }
}
