package io.octarchy.mesh.node;

import io.octarchy.mesh.api.Entity;
import io.octarchy.mesh.api.PlayerInput;
import io.octarchy.mesh.api.Simulation;
import io.octarchy.mesh.api.TickContext;
import org.agrona.DirectBuffer;

/** Entities that walk straight on and turn at the world's edges; players walk as they wish. Gold is conserved. */
public class WalkerGame implements Simulation {
    static final int WALKER = 1;
    static final int AVATAR = 2;

    private final int walkersPerNode;

    public WalkerGame(final int walkersPerNode) {
        this.walkersPerNode = walkersPerNode;
    }

    @Override
    public int stateLength() {
        return 32;
    }

    @Override
    public int publicLength() {
        return 16;
    }

    @Override
    public void onWorldStart(final TickContext tick) {
        int made = 0;
        for (int i = 0; made < walkersPerNode && i < walkersPerNode * 64; i++) {
            final double x = tick.worldMinX() + (i * 37 % 1009) / 1009.0 * tick.worldEdgeMetres();
            final double y = tick.worldMinY() + (i * 53 % 997) / 997.0 * tick.worldEdgeMetres();
            final double z = tick.worldMinZ() + tick.worldEdgeMetres() / 2;
            if (tick.owns(x, y, z)) {
                final Entity walker = tick.spawn(WALKER, x, y, z);
                walker.velocity((i % 7 - 3) * 3, (i % 5 - 2) * 4, 0);
                walker.state().putLong(walker.stateOffset(), 100);
                made++;
            }
        }
    }

    @Override
    public void onTick(final TickContext tick) {
        for (int i = 0; i < tick.size(); i++) {
            final Entity entity = tick.entity(i);
            final double seconds = tick.secondsPerTick();
            double x = entity.x() + entity.vx() * seconds;
            double y = entity.y() + entity.vy() * seconds;
            final double edge = tick.worldEdgeMetres();
            if (entity.type() == WALKER && (x < tick.worldMinX() || x >= tick.worldMinX() + edge)) {
                entity.velocity(-entity.vx(), entity.vy(), 0);
                x = entity.x();
            }
            if (entity.type() == WALKER && (y < tick.worldMinY() || y >= tick.worldMinY() + edge)) {
                entity.velocity(entity.vx(), -entity.vy(), 0);
                y = entity.y();
            }
            entity.position(x, y, entity.z());
        }
    }

    @Override
    public void onPlayerJoin(final Entity avatar) {
        avatar.state().putLong(avatar.stateOffset(), 10);
    }

    @Override
    public int avatarType() {
        return AVATAR;
    }

    @Override
    public void onInput(final Entity avatar, final PlayerInput input) {
        avatar.velocity(input.moveX() * 10, input.moveY() * 10, 0);
        avatar.yaw(input.yaw());
    }

    @Override
    public void onCommand(
            final long from, final Entity to, final DirectBuffer command, final int offset, final int length) {}

    @Override
    public long quantity(final Entity entity) {
        return entity.state().getLong(entity.stateOffset());
    }
}
