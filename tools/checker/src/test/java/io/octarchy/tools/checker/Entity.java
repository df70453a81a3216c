package io.octarchy.tools.checker;

/** One entity of a {@link SyntheticRun}. */
final class Entity {
    long id;
    int node;
    long epoch;
    long nextTick;
    long bornTick;
    long quantity;
    /** Before this tick's trades: what a standby holds. */
    long quantityBefore;
    /** Its creation was told. */
    boolean announced;
    /** It is not run, by a planted fault. */
    boolean silent;
    /** It takes no part in trades. */
    boolean poor;
}
