package io.octarchy.examples.arena;

import static io.octarchy.examples.arena.ArenaState.*;

import io.octarchy.mesh.api.Entity;
import io.octarchy.mesh.api.EntityVisitor;
import io.octarchy.mesh.api.PlayerInput;
import io.octarchy.mesh.api.Simulation;
import io.octarchy.mesh.api.TickContext;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Walk, dash, throw, find gold in piles that never vanish, trade it, send it to friends. No tick makes gold or allocates. */
public final class ArenaGame implements Simulation {
    public static final int PLAYER = 1;
    public static final int ROAMER = 2;
    public static final int PROJECTILE = 3;
    public static final int PILE = 4;

    /** Roamers that fill a world. */
    public static final int ROAMERS = 200;

    /** Buttons of an input: run fast while held; throw once, or rob whom one could touch; give to a player near by once. */
    public static final int DASH = 1;

    public static final int THROW = 2;
    public static final int TRADE = 4;

    /** Metres a second over the ground; with the steepest slope nothing exceeds 25. */
    public static final double WALK = 12;

    public static final double FAST = 24.8;
    public static final double REACH_METRES = 3;
    public static final int FULL_HEALTH = 100;
    public static final long FIRST_GOLD = 100;

    /** What a command of one long says: one of these, or how much gold is given. */
    private static final long HIT = -1;

    private static final long ASK = -2;

    private static final int DAMAGE = 25;
    private static final int LIFE_TICKS = 40;
    private static final int REST_TICKS = 10;
    /** Share of its free moments in which a player sends a friend a present. */
    private static final double PRESENTS = 0.1;

    private final int roamers;
    private final ArenaState self = new ArenaState();
    private final ArenaState other = new ArenaState();
    private final UnsafeBuffer command = new UnsafeBuffer(new byte[Long.BYTES]);
    private final EntityVisitor senses = this::onNear;
    private Entity me;
    private double pushX;
    private double pushY;
    private long body;
    private long pile;

    /** @param roamers in the whole world; and twice as many piles of gold. */
    public ArenaGame(final int roamers) {
        this.roamers = roamers;
    }

    @Override
    public int stateLength() {
        return LENGTH;
    }

    @Override
    public int publicLength() {
        return PUBLIC_LENGTH;
    }

    @Override
    public int avatarType() {
        return PLAYER;
    }

    @Override
    public int loadWeight(final int type) {
        return type == PLAYER ? 1000 : type == PILE ? 100 : 500;
    }

    @Override
    public long quantity(final Entity entity) {
        return other.wrap(entity).get(GOLD);
    }

    @Override
    public long quantity(final DirectBuffer bytes, final int at, final int length) {
        return length == Long.BYTES ? Math.max(0, bytes.getLong(at)) : 0;
    }

    @Override
    public void onWorldStart(final TickContext tick) {
        for (int i = 0; i < 3 * roamers; i++) {
            final double x = tick.worldMinX() + tick.worldEdgeMetres() * (0.02 + 0.96 * unit(i, 1));
            final double y = tick.worldMinY() + tick.worldEdgeMetres() * (0.02 + 0.96 * unit(i, 2));
            final double z = Terrain.height(x, y);
            final int type = i < roamers ? ROAMER : PILE;
            final Entity entity = tick.owns(x, y, z) ? tick.spawn(type, x, y, z) : null;
            if (entity != null) {
                begin(entity, type == ROAMER ? 'R' : 'G', i, type == ROAMER ? 0 : 10 * FIRST_GOLD);
            }
        }
    }

    @Override
    public void onPlayerJoin(final Entity avatar) {
        begin(avatar, 'P', avatar.player(), FIRST_GOLD);
        avatar.position(avatar.x(), avatar.y(), Terrain.height(avatar.x(), avatar.y()));
    }

    @Override
    public void onInput(final Entity avatar, final PlayerInput input) {
        avatar.yaw(input.yaw());
        self.wrap(avatar).want(input.moveX(), input.moveY());
        self.set(BUTTONS, self.get(BUTTONS) & ~DASH | input.buttons() & (DASH | THROW | TRADE));
    }

    @Override
    public void onCommand(final long from, final Entity to, final DirectBuffer bytes, final int at, final int length) {
        other.wrap(to).add(GOLD, quantity(bytes, at, length));
        final long what = length == Long.BYTES ? bytes.getLong(at) : 0;
        if (what == HIT) {
            hurt();
        }
        other.set(OWNER, what == ASK ? from : other.get(OWNER));
    }

    /** A melee: one hits the other and takes what falls. */
    @Override
    public void onTogether(final Entity a, final Entity b, final long most) {
        final long loot = Math.min(most, other.wrap(b).get(GOLD));
        other.add(GOLD, -loot);
        hurt();
        other.wrap(a).add(GOLD, loot);
    }

    @Override
    public void onCommandReturned(
            final Entity from, final long to, final DirectBuffer bytes, final int at, final int length) {
        other.wrap(from).add(GOLD, quantity(bytes, at, length));
        other.set(FRIEND, 0);
    }

    @Override
    public void onTick(final TickContext tick) {
        for (int i = 0, size = tick.size(); i < size; i++) {
            me = tick.entity(i);
            self.wrap(me);
            switch (me.type()) {
                case PLAYER -> play(tick);
                case ROAMER -> roam(tick);
                case PROJECTILE -> fly(tick);
                case PILE -> pay(tick);
            }
        }
    }

    private void play(final TickContext tick) {
        walk(tick);
        self.set(FRIEND, body == 0 ? self.get(FRIEND) : body);
        self.set(REST, Math.max(0, self.get(REST) - 1));
        if (self.get(REST) == 0) {
            self.set(REST, REST_TICKS);
            if ((self.get(BUTTONS) & TRADE) != 0 && body != 0) {
                give(tick, body, Math.min(self.get(GOLD), 1 + (long) (9 * unit(me.id(), tick.tick()))));
            } else if ((self.get(BUTTONS) & THROW) != 0 && body != 0) {
                tick.together(me, body, DAMAGE);
            } else if ((self.get(BUTTONS) & THROW) != 0) {
                throwOne(tick);
            } else if (pile != 0 && self.get(GOLD) > 3 * FIRST_GOLD) {
                give(tick, pile, 2 * FIRST_GOLD);
            } else if (pile != 0) {
                send(tick, pile, ASK);
            } else if (self.get(FRIEND) != 0 && unit(tick.tick(), me.id()) < PRESENTS) {
                give(tick, self.get(FRIEND), Math.min(self.get(GOLD), 1));
            }
            self.set(BUTTONS, self.get(BUTTONS) & DASH);
        }
    }

    /** Gold for another, wherever it is. */
    private void give(final TickContext tick, final long to, final long amount) {
        if (amount > 0 && send(tick, to, amount)) {
            self.add(GOLD, -amount);
            self.add(STATUS, 1 << 16);
        }
    }

    /** A pile pays who asked last. */
    private void pay(final TickContext tick) {
        if (self.get(OWNER) != 0) {
            give(tick, self.get(OWNER), Math.min(5, self.get(GOLD)));
            self.set(OWNER, 0);
        }
    }

    private void throwOne(final TickContext tick) {
        final double dx = StrictMath.cos(me.yaw());
        final double dy = StrictMath.sin(me.yaw());
        final Entity thrown = tick.spawn(PROJECTILE, me.x() + dx, me.y() + dy, me.z());
        if (thrown != null) {
            thrown.velocity((float) (dx * FAST), (float) (dy * FAST), 0);
            other.wrap(thrown).set(TIMER, LIFE_TICKS);
            other.set(OWNER, me.id());
        }
    }

    private void roam(final TickContext tick) {
        if ((tick.tick() + me.id() & 63) == 0 || self.wanted(MOVE_X) == 0) {
            final double yaw = 2 * Math.PI * unit(me.id(), tick.tick() >> 6);
            self.want(StrictMath.cos(yaw) * 0.2, StrictMath.sin(yaw) * 0.2);
            me.yaw((float) yaw);
        }
        walk(tick);
    }

    private void fly(final TickContext tick) {
        self.add(TIMER, -1);
        move(tick, me.vx(), me.vy());
        look(tick, 1.6);
        if (self.get(OWNER) != 0 && body != 0 && send(tick, body, HIT)) {
            self.set(OWNER, 0);
            self.set(TIMER, LIFE_TICKS);
        }
        if (self.get(TIMER) <= 0) {
            tick.remove(me);
        }
    }

    private void walk(final TickContext tick) {
        look(tick, REACH_METRES);
        final double speed = (self.get(BUTTONS) & DASH) != 0 ? FAST : WALK;
        final double vx = me.vx() + 0.4 * (self.wanted(MOVE_X) * speed - me.vx()) + pushX;
        final double vy = me.vy() + 0.4 * (self.wanted(MOVE_Y) * speed - me.vy()) + pushY;
        move(tick, vx, vy);
    }

    private void move(final TickContext tick, final double vx, final double vy) {
        final double seconds = tick.secondsPerTick();
        final double step = seconds / Math.max(1, Math.sqrt(vx * vx + vy * vy) / FAST);
        final double edge = tick.worldEdgeMetres() - 2;
        final double x = tick.worldMinX() + 1 + Math.max(0, Math.min(edge, me.x() + vx * step - tick.worldMinX() - 1));
        final double y = tick.worldMinY() + 1 + Math.max(0, Math.min(edge, me.y() + vy * step - tick.worldMinY() - 1));
        final double z = Terrain.height(x, y);
        me.velocity(
                (float) ((x - me.x()) / seconds), (float) ((y - me.y()) / seconds), (float) ((z - me.z()) / seconds));
        me.position(x, y, z);
    }

    /** Feel who is near: the push of bodies that overlap, one player and one pile. */
    private void look(final TickContext tick, final double radius) {
        pushX = pushY = body = pile = 0;
        tick.nearby(me.x(), me.y(), me.z(), radius, senses);
    }

    private void onNear(final Entity near, final double distanceSquared) {
        if (near.type() == PILE) {
            pile = near.id();
        } else if (near.type() != PROJECTILE && near.id() != me.id()) {
            body = near.id() != self.get(OWNER) && near.type() == PLAYER ? near.id() : body;
            final double distance = Math.sqrt(distanceSquared);
            final double push = 4 * Math.max(0, 1 - distance) / Math.max(1e-3, distance);
            pushX += distance < 1e-3 ? Long.signum(me.id() - near.id()) : (me.x() - near.x()) * push;
            pushY += (me.y() - near.y()) * push;
        }
    }

    /** Hurt the entity that {@link #other} is at; without health it faints and begins anew, where it is. */
    private void hurt() {
        other.add(STATUS, other.get(HEALTH) <= DAMAGE ? 1L << 32 : 1);
        other.set(HEALTH, other.get(HEALTH) <= DAMAGE ? FULL_HEALTH : other.get(HEALTH) - DAMAGE);
    }

    private boolean send(final TickContext tick, final long to, final long what) {
        command.putLong(0, what);
        return tick.command(me, to, command, 0, Long.BYTES).isTaken();
    }

    private void begin(final Entity entity, final char kind, final long number, final long gold) {
        self.wrap(entity).name(kind, number);
        self.set(HEALTH, FULL_HEALTH);
        self.set(GOLD, gold);
    }

    /** A number from 0 to 1 that depends on nothing but the two. */
    private static double unit(final long a, final long b) {
        final long mixed = (a * 0x9E3779B97F4A7C15L ^ b) * 0xBF58476D1CE4E5B9L;
        return ((mixed ^ mixed >>> 31) * 0x94D049BB133111EBL >>> 11) * 0x1p-53;
    }
}
