package io.octarchy.mesh.api;

import org.agrona.DirectBuffer;

/**
 * A game, as the node runtime sees it. All calls come from the node's agent thread; none may block, and none needs to
 * allocate. What happens in a tick must depend on nothing but the entities, the inputs and the tick number, so that the
 * deterministic simulator can run the very same game.
 */
public interface Simulation {
    /** Bytes of game state of one entity. */
    int stateLength();

    /** How many of them, from the first, other nodes and players may see; a multiple of 8. */
    int publicLength();

    /**
     * A part of a new world begins, which no node has begun before: spawn what it holds, and nothing else;
     * {@link TickContext#owns} says what belongs to it. Each place of the world begins once, on one node, even if nodes die
     * meanwhile; a node may be asked several times.
     */
    void onWorldStart(TickContext tick);

    /** Run one tick of the entities that the context names. */
    void onTick(TickContext tick);

    /** A new avatar, placed by the framework: give it its type's first state. Its type is {@link #avatarType()}. */
    void onPlayerJoin(Entity avatar);

    int avatarType();

    /** An input of an avatar that this node rules, before the tick that it counts for. */
    void onInput(Entity avatar, PlayerInput input);

    /** A command from another entity, applied once. */
    void onCommand(long from, Entity to, DirectBuffer command, int offset, int length);

    /**
     * The target of a command exists no more and never had it: what the command took from its sender goes back to the
     * sender here, or nowhere.
     */
    default void onCommandReturned(
            final Entity from, final long to, final DirectBuffer command, final int offset, final int length) {}

    /**
     * Two entities are together, as {@link TickContext#together} was asked: do to both what the operation says, before
     * anything else happens to them in this tick. Both are ruled here.
     */
    default void onTogether(final Entity a, final Entity b, final long operation) {}

    /**
     * The other entity did not come in time, or had to wait for one of its own: nothing was done.
     *
     * @param a ruled here.
     */
    default void onTogetherFailed(final Entity a, final long b, final long operation) {}

    /**
     * An operation that was to be {@link TickContext#durable} is safe at the standby, or there is no node that could be one.
     * Before a tick, in the order in which they were asked for; the entity may have been handed on meanwhile.
     */
    default void onDurable(final long entity, final long token) {}

    /** The node became authority of an entity, by handover or takeover. */
    default void onAuthorityGained(final Entity entity) {}

    /** The node ceased to be authority of an entity; it is a ghost from now on. */
    default void onAuthorityLost(final Entity entity) {}

    /** Weight of a type, in thousandths of a plain entity. */
    default int loadWeight(final int entityType) {
        return 1000;
    }

    /** The counted quantity that a command carries from its sender to its target. 0 when none. */
    default long quantity(final DirectBuffer command, final int offset, final int length) {
        return 0;
    }

    /** The counted quantity that an entity holds (gold): its total over all entities is conserved. 0 when none. */
    default long quantity(final Entity entity) {
        return 0;
    }
}
