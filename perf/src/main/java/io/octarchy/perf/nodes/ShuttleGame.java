package io.octarchy.perf.nodes;

import io.octarchy.mesh.api.Entity;
import io.octarchy.mesh.api.PlayerInput;
import io.octarchy.mesh.api.Simulation;
import io.octarchy.mesh.api.TickContext;
import io.octarchy.replicator.slab.Row;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Groups of entities that hop over the border between two nodes together, so that each hop is one handover of a whole
 * group: in a tick at most one group of the world hops. Avatars of players walk. A row has 256 bytes.
 */
final class ShuttleGame implements Simulation {
    static final int ROW_LENGTH = 256;

    private static final int SHUTTLE = 1;
    private static final int AVATAR = 2;
    private static final int PUBLIC_LENGTH = 24;
    private static final int NODES = 2;
    private static final int CORNERS = 8;
    private static final double OFFSET_METRES = 8;
    private static final double SPREAD_METRES = 2;
    private static final float WALK_METRES_PER_SECOND = 6;

    private final int groups;
    private final int groupSize;

    /** @param groups of each of the two nodes at the start; a group hops every {@code 2 * groups} ticks. */
    ShuttleGame(final int groups, final int groupSize) {
        this.groups = groups;
        this.groupSize = groupSize;
    }

    @Override
    public int stateLength() {
        return ROW_LENGTH - Row.GAME;
    }

    @Override
    public int publicLength() {
        return PUBLIC_LENGTH;
    }

    @Override
    public int avatarType() {
        return AVATAR;
    }

    @Override
    public void onWorldStart(final TickContext tick) {
        final int corner = corner(tick, true);
        final int parity = corner == 0 ? 0 : 1;
        for (int group = 0; corner >= 0 && group < groups; group++) {
            for (int i = 0; i < groupSize; i++) {
                final Entity entity = tick.spawn(
                        SHUTTLE,
                        place(tick.worldMinX(), tick, corner, 1, i),
                        place(tick.worldMinY(), tick, corner, 2, i),
                        place(tick.worldMinZ(), tick, corner, 4, i));
                if (entity == null) {
                    throw new IllegalStateException("the node has no room for " + groups * groupSize + " entities");
                }
                entity.state().putInt(entity.stateOffset(), NODES * group + parity, ByteOrder.LITTLE_ENDIAN);
                entity.state().putInt(entity.stateOffset() + Integer.BYTES, i, ByteOrder.LITTLE_ENDIAN);
            }
        }
    }

    @Override
    public void onTick(final TickContext tick) {
        final int away = corner(tick, false);
        for (int i = 0; i < tick.size(); i++) {
            final Entity entity = tick.entity(i);
            if (entity.type() == AVATAR) {
                walk(entity, tick);
            } else if (away >= 0 && isItsTurn(entity, tick.tick()) && tick.owns(entity.x(), entity.y(), entity.z())) {
                final int index = entity.state().getInt(entity.stateOffset() + Integer.BYTES, ByteOrder.LITTLE_ENDIAN);
                entity.position(
                        place(tick.worldMinX(), tick, away, 1, index),
                        place(tick.worldMinY(), tick, away, 2, index),
                        place(tick.worldMinZ(), tick, away, 4, index));
            }
        }
    }

    private boolean isItsTurn(final Entity entity, final long tick) {
        return entity.state().getInt(entity.stateOffset(), ByteOrder.LITTLE_ENDIAN) == tick % (NODES * groups);
    }

    /** One of the eight corners of a small cube around the middle of the world: the first that is ours, or not. */
    private static int corner(final TickContext tick, final boolean ours) {
        for (int corner = 0; corner < CORNERS; corner++) {
            final double x = place(tick.worldMinX(), tick, corner, 1, 0);
            final double y = place(tick.worldMinY(), tick, corner, 2, 0);
            final double z = place(tick.worldMinZ(), tick, corner, 4, 0);
            if (tick.owns(x, y, z) == ours) {
                return corner;
            }
        }
        return -1;
    }

    private static double place(
            final double worldMin, final TickContext tick, final int corner, final int axis, final int index) {
        final double side = (corner & axis) == 0 ? -OFFSET_METRES : OFFSET_METRES;
        return worldMin + tick.worldEdgeMetres() / 2 + side + index % 5 * SPREAD_METRES / 5;
    }

    private static void walk(final Entity avatar, final TickContext tick) {
        final float seconds = tick.secondsPerTick();
        avatar.position(avatar.x() + avatar.vx() * seconds, avatar.y() + avatar.vy() * seconds, avatar.z());
    }

    @Override
    public void onInput(final Entity avatar, final PlayerInput input) {
        avatar.velocity(input.moveX() * WALK_METRES_PER_SECOND, input.moveY() * WALK_METRES_PER_SECOND, 0);
        avatar.yaw(input.yaw());
    }

    @Override
    public void onPlayerJoin(final Entity avatar) {
        avatar.velocity(0, 0, 0);
    }

    @Override
    public void onCommand(
            final long from, final Entity to, final DirectBuffer command, final int offset, final int length) {
        throw new IllegalStateException("nobody sends commands");
    }
}
