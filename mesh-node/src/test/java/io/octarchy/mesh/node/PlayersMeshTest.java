package io.octarchy.mesh.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.codec.client.LoginStatus;
import io.octarchy.codec.client.MessageHeaderDecoder;
import io.octarchy.codec.client.MessageHeaderEncoder;
import io.octarchy.codec.client.SessionHomeDecoder;
import io.octarchy.codec.client.SessionOpenEncoder;
import io.octarchy.mesh.api.Entity;
import io.octarchy.mesh.api.TickContext;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.config.OperationSettings;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One player, one avatar: whole nodes on virtual time, avatars that cross borders all the time, gateways played. */
class PlayersMeshTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long ASK_NS = 100_000_000L;
    private static final int PLAYERS = 24;
    private static final int OTHER_GATEWAY = 998;
    private static final int NEXT_GATEWAY = 997;

    private record Wish(long player, long session, int gateway) {}

    private final Map<Long, Long> playerOf = new LinkedHashMap<>();
    private final Map<Long, Long> homes = new LinkedHashMap<>();
    private final List<Wish> wishes = new ArrayList<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final SessionHomeDecoder home = new SessionHomeDecoder();
    private final Map<Long, Integer> rulerOf = new LinkedHashMap<>();
    private int crossings;
    private VirtualMesh mesh;
    private Random random;
    private long seed;

    /** Avatars run to and fro, over borders wherever these are. */
    private final class Runners extends WalkerGame {
        Runners() {
            super(4);
        }

        @Override
        public void onTick(final TickContext tick) {
            for (int i = 0; i < tick.size(); i++) {
                final Entity entity = tick.entity(i);
                if (entity.player() != 0) {
                    playerOf.put(entity.id(), entity.player());
                    final boolean back = (tick.tick() / 120 + entity.player()) % 2 == 0;
                    entity.velocity(back ? -20 : 20, 0, 0);
                }
            }
            super.onTick(tick);
        }
    }

    private void start(final long newSeed, final MeshSettings settings, final boolean stores, final int nodes) {
        seed = newSeed;
        random = new Random(seed);
        mesh = new VirtualMesh(seed, settings);
        mesh.withStores = stores;
        mesh.gateways.add(OTHER_GATEWAY);
        for (int i = 0; i < nodes; i++) {
            mesh.add(new Runners());
        }
        mesh.run(10 * SECOND_NS);
    }

    private static long session(final int gateway, final long number) {
        return (long) gateway << 32 | number;
    }

    private void wish(final int gateway, final long number) {
        for (long player = 1; player <= PLAYERS; player++) {
            wishes.add(new Wish(player, session(gateway, number + player), gateway));
        }
    }

    /** Time passes; gateways ask until they have an answer, now this node, now that; nobody ever has two avatars. */
    private void run(final long forNs) {
        for (final long endNs = mesh.nowNs + forNs; mesh.nowNs < endNs; ) {
            for (final Wish wish : wishes) {
                open(wish);
                if (mesh.happens(0.3)) {
                    open(wish);
                }
            }
            mesh.run(ASK_NS);
            for (final VirtualMesh.VirtualNode node : mesh.nodes) {
                while (!node.toGateway.frames.isEmpty()) {
                    onGatewayFrame(new UnsafeBuffer(node.toGateway.frames.poll().bytes()));
                }
            }
            avatars();
        }
    }

    private void open(final Wish wish) {
        final List<VirtualMesh.VirtualNode> living =
                mesh.nodes.stream().filter(node -> node.alive).toList();
        if (living.isEmpty()) {
            return;
        }
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[128]);
        final SessionOpenEncoder open = new SessionOpenEncoder();
        open.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .gateway(wish.gateway)
                .session(wish.session)
                .player(wish.player)
                .x(2003 + wish.player % 9 * 10)
                .y(wish.player * 160)
                .z(1);
        living.get(random.nextInt(living.size())).core.onSessionFrame(mesh.nowNs, buffer, 0, open.limit());
    }

    private void onGatewayFrame(final UnsafeBuffer frame) {
        final boolean isHome = frame.getShort(2, ByteOrder.LITTLE_ENDIAN) == SessionHomeDecoder.TEMPLATE_ID
                && frame.getShort(4, ByteOrder.LITTLE_ENDIAN) == SessionHomeDecoder.SCHEMA_ID;
        if (isHome) {
            home.wrapAndApplyHeader(frame, 0, header);
            assertEquals(LoginStatus.OK, home.status());
            final long session = home.session();
            homes.put(session, home.entity());
            wishes.removeIf(wish -> wish.session == session);
        }
    }

    /** Avatars by player. */
    private Map<Long, Long> avatars() {
        final Map<Long, Long> found = new LinkedHashMap<>();
        for (final Map.Entry<Long, Integer> ruled : mesh.rulers().entrySet()) {
            final long entity = ruled.getKey();
            final Long player = playerOf.get(entity);
            if (player != null) {
                final Integer former = rulerOf.put(entity, ruled.getValue());
                crossings += former != null && !former.equals(ruled.getValue()) ? 1 : 0;
                final Long other = found.put(player, entity);
                assertEquals(
                        null,
                        other,
                        () -> "seed " + seed + ": " + player + " is at " + mesh.nowNs + " twice: " + entity);
            }
        }
        return found;
    }

    /** As above, once all are there: nobody rules what is on its way between two nodes, as long as a Commit takes. */
    private Map<Long, Long> allAvatars() {
        for (int i = 0; i < 20 && avatars().size() < PLAYERS; i++) {
            mesh.run(ASK_NS);
        }
        return avatars();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 34})
    void shouldGiveAPlayerOneAvatarHoweverManyAsk(final long newSeed) {
        start(newSeed, VirtualMesh.settings(4), false, 4);
        mesh.roughness = 0.15;
        wish(VirtualMesh.GATEWAY, 100);
        wish(OTHER_GATEWAY, 200);
        run(12 * SECOND_NS);
        assertEquals(List.of(), wishes, "seed " + seed);
        final Map<Long, Long> first = allAvatars();
        assertEquals(PLAYERS, first.size(), "seed " + seed);
        assertEquals(PLAYERS, playerOf.size(), "none was made in vain");
        assertTrue(crossings > PLAYERS, "hardly any avatar was handed over: " + crossings);

        // Their gateways die, and so does a node, at about the same time; all come back over another gateway.
        mesh.gateways.clear();
        mesh.gateways.add(NEXT_GATEWAY);
        mesh.run(random.nextInt(2_000) * SECOND_NS / 1_000);
        mesh.nodes.get(random.nextInt(4)).alive = false;
        wish(NEXT_GATEWAY, 300);
        run(20 * SECOND_NS);
        assertEquals(List.of(), wishes, "seed " + seed);
        assertEquals(new TreeMap<>(first), new TreeMap<>(allAvatars()), "seed " + seed);
        for (long player = 1; player <= PLAYERS; player++) {
            assertEquals(first.get(player), homes.get(session(NEXT_GATEWAY, 300 + player)), "seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldGiveBackTheStoredAvatarsAfterAllWereKilled(final long newSeed) {
        restart(newSeed, 1_500);
    }

    /** Takeovers are closed before the last node is back: its store is awaited. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldAwaitStoresThatComeBackOneByOne(final long newSeed) {
        restart(newSeed, 12_000);
    }

    private void restart(final long newSeed, final int maxGapMs) {
        start(newSeed, VirtualMesh.settings(3), true, 3);
        wish(VirtualMesh.GATEWAY, 100);
        run(5 * SECOND_NS);
        mesh.run(5 * SECOND_NS);
        final Map<Long, Long> first = avatars();
        assertEquals(PLAYERS, first.size());
        final List<VirtualMesh.VirtualNode> dead = List.copyOf(mesh.nodes);
        dead.forEach(mesh::kill);
        mesh.gateways.clear();
        mesh.gateways.add(NEXT_GATEWAY);
        mesh.restartCoordinator();
        // Players are quicker than the nodes.
        wish(NEXT_GATEWAY, 300);
        for (final VirtualMesh.VirtualNode node : dead) {
            run(random.nextInt(maxGapMs) * SECOND_NS / 1_000);
            mesh.reborn(node, new Runners());
        }
        run(20 * SECOND_NS);
        assertEquals(List.of(), wishes, "seed " + seed);
        assertEquals(new TreeMap<>(first), new TreeMap<>(allAvatars()), "seed " + seed);
    }

    /** A store that is not there after a while is not waited for any longer. */
    @Test
    void shouldGiveNewAvatarsWhenAStoreDoesNotComeBack() {
        start(5, VirtualMesh.settings(3), true, 3);
        mesh.run(5 * SECOND_NS);
        final List<VirtualMesh.VirtualNode> dead = List.copyOf(mesh.nodes);
        dead.forEach(mesh::kill);
        mesh.restartCoordinator();
        wish(OTHER_GATEWAY, 300);
        mesh.reborn(dead.get(0), new Runners());
        mesh.reborn(dead.get(1), new Runners());
        run(25 * SECOND_NS);
        assertEquals(PLAYERS, wishes.size(), "one store is awaited");
        run(15 * SECOND_NS);
        assertEquals(List.of(), wishes);
        assertEquals(PLAYERS, avatars().size());
    }

    @Test
    void shouldRemoveAvatarsWhosePlayersDoNotComeBack() {
        final MeshSettings base = VirtualMesh.settings(3);
        final MeshSettings settings = new MeshSettings(
                base.world(),
                base.lease(),
                base.handover(),
                base.view(),
                base.limits(),
                base.commands(),
                base.balance(),
                new OperationSettings(9_000, 9_100, 20 * SECOND_NS, 0, false),
                base.store());
        start(9, settings, false, 3);
        wish(VirtualMesh.GATEWAY, 100);
        run(5 * SECOND_NS);
        final Map<Long, Long> first = avatars();
        assertEquals(PLAYERS, first.size());
        mesh.gateways.remove(VirtualMesh.GATEWAY);
        wishes.add(new Wish(1, session(OTHER_GATEWAY, 1), OTHER_GATEWAY));
        run(SECOND_NS);
        assertEquals(first.get(1L), homes.get(session(OTHER_GATEWAY, 1)));
        mesh.run(14 * SECOND_NS);
        assertEquals(PLAYERS, avatars().size(), "too early");
        mesh.run(12 * SECOND_NS);
        assertEquals(Map.of(1L, first.get(1L)), avatars(), "only the one whose session is held");
        wishes.add(new Wish(2, session(OTHER_GATEWAY, 2), OTHER_GATEWAY));
        run(2 * SECOND_NS);
        assertNotEquals(first.get(2L), avatars().get(2L));
        assertTrue(avatars().containsKey(2L));
    }
}
