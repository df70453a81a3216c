package io.octarchy.tools.swarm.scenario;

/**
 * A play that many synthetic players perform: a pure function of player and time, the same for the same seed. It says where
 * a player wants to be; walking there is the player's business. Allocates nothing.
 */
public interface Scenario {
    /**
     * What a player wants.
     *
     * @param player 0 to players - 1.
     * @param timeNs since the start of the run, not below 0.
     * @param wish filled with the answer.
     */
    void at(int player, long timeNs, Wish wish);
}
