package io.octarchy.mesh.api;

import org.agrona.DirectBuffer;

/** What a game may do in a tick. One object a node, valid during the call that it was passed to. */
public interface TickContext {
    /** The world's tick number. */
    long tick();

    float secondsPerTick();

    /** Entities to run in this call: those ruled by this node whose next tick this is. */
    int size();

    /** Flyweight of one of them; valid until the next call of this method. Index 0 to size() - 1. */
    Entity entity(int index);

    /** An entity known here, ruled or ghost, or null. Flyweight, valid until the next call of this method. */
    Entity find(long id);

    /** Entities within a radius, ruled and ghosts. */
    void nearby(double x, double y, double z, double radiusMetres, EntityVisitor visitor);

    /** Does this node's region hold this place? While a part of the world begins: does that part? */
    boolean owns(double x, double y, double z);

    /** Edges of the world: the smallest and the largest coordinate, the same for all three axes but for the origin. */
    double worldMinX();

    double worldMinY();

    double worldMinZ();

    double worldEdgeMetres();

    /**
     * New entity, ruled by this node; it runs from the next tick.
     *
     * @return flyweight to fill, valid until the next spawn; null when the place is not in the world or the node is full.
     */
    Entity spawn(int type, double x, double y, double z);

    /**
     * Remove an entity that this node rules. It may be one of those being run. While commands of it or to it are on their
     * way it is no longer run, but still takes commands; it goes when they are settled.
     */
    void remove(Entity entity);

    /**
     * The two acted on each other in this tick (trade, damage): neither leaves this node before the tick is safe at the
     * standby (protocol rule 22). Both must be ruled here.
     */
    void joint(Entity a, Entity b);

    /**
     * What happened to the entity in this tick (a trade, a purchase) must not be undone once its player hears of it: tell the
     * player when {@link Simulation#onDurable} is called, which is when the tick is safe at the standby. Where the node dies
     * before, the call never comes, and the player asks again: find out then by the entity's state whether it happened.
     *
     * @param entity must be ruled here; it does not leave this node before.
     * @param token the game's own, given back.
     * @return false when too many wait: nothing will be told.
     */
    boolean durable(Entity entity, long token);

    /**
     * Give a command to any entity, wherever it is ({@link Simulation#onCommand}). One that is ruled here gets it at once,
     * in the same tick; others get it a few ticks later. The commands from one entity to another are applied in order and
     * each once, whatever happens to the nodes of both; how those to different entities are ordered is left open. Both
     * sides are marked as in a joint tick (protocol rule 22).
     *
     * @param from must be ruled here.
     * @param length bytes, 0 to {@code commands.maxLength}.
     * @throws IllegalArgumentException when the command is too long, or the target is 0.
     */
    CommandOutcome command(Entity from, long to, DirectBuffer command, int offset, int length);

    /**
     * Have an operation run on two entities in one tick on one node, as for a trade or a fight: whole or not at all, also
     * when nodes die. If both are ruled here it is run at once. If not, the other one is brought here by a handover, which
     * takes a few ticks, and goes back to its region after a while; meanwhile the first one stays here, and has no second
     * wish. What the two have become by then is up to the operation to look at.
     *
     * <p>Unless it is refused, {@link Simulation#onTogether} or {@link Simulation#onTogetherFailed} is called, within
     * {@code 40} ticks. When this node dies before, the wish is forgotten, without having been run. Not to be called from
     * within these two.
     *
     * @param a must be ruled here.
     * @param b in sight of this node: ruled or ghost.
     * @param operation the game's own word for what is to be done.
     * @throws IllegalArgumentException when b is 0, or a itself.
     */
    TogetherOutcome together(Entity a, long b, long operation);
}
