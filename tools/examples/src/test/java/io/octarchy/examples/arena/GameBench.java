package io.octarchy.examples.arena;

import io.octarchy.mesh.api.CommandOutcome;
import io.octarchy.mesh.api.Entity;
import io.octarchy.mesh.api.EntityVisitor;
import io.octarchy.mesh.api.PlayerInput;
import io.octarchy.mesh.api.Simulation;
import io.octarchy.mesh.api.TickContext;
import io.octarchy.mesh.api.TogetherOutcome;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * A test kit for games: a world of one node, stepped by hand. Players are joined, given inputs, and looked at; commands
 * are collected instead of sent.
 */
final class GameBench implements TickContext {
    static final double EDGE_METRES = 4096;
    static final double MIN_Z = -2048;

    /** A command that the game sent. */
    record Sent(long from, long to, byte[] bytes) {}

    /** What a player wants. */
    record Wish(int sequence, float moveX, float moveY, float moveZ, float yaw, int buttons) implements PlayerInput {}

    final List<FakeEntity> entities = new ArrayList<>();
    final List<Sent> commands = new ArrayList<>();
    /** Who was asked to come. */
    final List<Long> wishes = new ArrayList<>();

    private final Simulation game;
    private final List<FakeEntity> running = new ArrayList<>();
    private final List<FakeEntity> removed = new ArrayList<>();
    private final List<FakeEntity> spawned = new ArrayList<>();
    private long tick;
    private long nextId = 1;
    int joints;
    CommandOutcome outcome = CommandOutcome.SENT;

    GameBench(final Simulation game) {
        this.game = game;
    }

    FakeEntity join(final long player, final double x, final double y) {
        final FakeEntity avatar = add(game.avatarType(), x, y, 0);
        avatar.player = player;
        game.onPlayerJoin(avatar);
        return avatar;
    }

    /** An entity that nobody began: a ghost, or one to be filled by the test. */
    FakeEntity add(final int type, final double x, final double y, final double z) {
        final FakeEntity entity = new FakeEntity(nextId++, type, game.stateLength(), x, y, z);
        entities.add(entity);
        return entity;
    }

    void input(final FakeEntity avatar, final double moveX, final double moveY, final int buttons) {
        final float yaw = (float) StrictMath.atan2(moveY, moveX);
        game.onInput(avatar, new Wish((int) tick, (float) moveX, (float) moveY, 0, yaw, buttons));
    }

    void start() {
        game.onWorldStart(this);
        settle();
    }

    /** One tick of all that is ruled here. */
    void run() {
        run(entities);
    }

    /** One tick of some. */
    void run(final List<FakeEntity> some) {
        tick++;
        running.clear();
        some.stream().filter(FakeEntity::isAuthority).forEach(running::add);
        game.onTick(this);
        settle();
    }

    private void settle() {
        entities.removeAll(removed);
        entities.addAll(spawned);
        removed.clear();
        spawned.clear();
    }

    long total() {
        return entities.stream().mapToLong(game::quantity).sum();
    }

    @Override
    public long tick() {
        return tick;
    }

    @Override
    public float secondsPerTick() {
        return 0.05f;
    }

    @Override
    public int size() {
        return running.size();
    }

    @Override
    public Entity entity(final int index) {
        return running.get(index);
    }

    @Override
    public Entity find(final long id) {
        for (final FakeEntity entity : entities) {
            if (entity.id() == id && !removed.contains(entity)) {
                return entity;
            }
        }
        return null;
    }

    @Override
    public void nearby(
            final double x, final double y, final double z, final double radiusMetres, final EntityVisitor visitor) {
        for (final FakeEntity entity : entities) {
            final double dx = entity.x() - x;
            final double dy = entity.y() - y;
            final double dz = entity.z() - z;
            final double squared = dx * dx + dy * dy + dz * dz;
            if (squared <= radiusMetres * radiusMetres && !removed.contains(entity)) {
                visitor.onEntity(entity, squared);
            }
        }
    }

    @Override
    public boolean owns(final double x, final double y, final double z) {
        return x >= 0 && y >= 0 && x < EDGE_METRES && y < EDGE_METRES;
    }

    @Override
    public double worldMinX() {
        return 0;
    }

    @Override
    public double worldMinY() {
        return 0;
    }

    @Override
    public double worldMinZ() {
        return MIN_Z;
    }

    @Override
    public double worldEdgeMetres() {
        return EDGE_METRES;
    }

    @Override
    public Entity spawn(final int type, final double x, final double y, final double z) {
        if (!owns(x, y, z)) {
            return null;
        }
        final FakeEntity entity = new FakeEntity(nextId++, type, game.stateLength(), x, y, z);
        spawned.add(entity);
        return entity;
    }

    @Override
    public void remove(final Entity entity) {
        removed.add((FakeEntity) entity);
    }

    @Override
    public void joint(final Entity a, final Entity b) {
        if (!a.isAuthority() || !b.isAuthority()) {
            throw new IllegalStateException("joint with a ghost");
        }
        joints++;
    }

    @Override
    public boolean durable(final Entity entity, final long token) {
        return true;
    }

    @Override
    public CommandOutcome command(
            final Entity from, final long to, final DirectBuffer command, final int offset, final int length) {
        final FakeEntity target = entities.stream()
                .filter(entity -> entity.id() == to && entity.authority && running.contains(entity))
                .findFirst()
                .orElse(null);
        if (target != null && outcome != CommandOutcome.BACK_PRESSURED) {
            joints++;
            game.onCommand(from.id(), target, command, offset, length);
            return CommandOutcome.APPLIED;
        }
        final byte[] bytes = new byte[length];
        command.getBytes(offset, bytes);
        commands.add(new Sent(from.id(), to, bytes));
        return outcome;
    }

    @Override
    public TogetherOutcome together(final Entity a, final long b, final long operation) {
        final FakeEntity other = entities.stream()
                .filter(entity -> entity.id() == b && entity.authority && running.contains(entity))
                .findFirst()
                .orElse(null);
        if (other == null) {
            wishes.add(b);
            return TogetherOutcome.COMING;
        }
        joints++;
        game.onTogether(a, other, operation);
        return TogetherOutcome.APPLIED;
    }
}
