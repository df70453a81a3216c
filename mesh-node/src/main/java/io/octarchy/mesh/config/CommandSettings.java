package io.octarchy.mesh.config;

import static io.octarchy.mesh.config.ConfigException.require;

/**
 * Commands between entities of different nodes, and how nodes find each other's entities.
 *
 * @param outbox unanswered commands of one entity: when it is full, further ones are refused.
 * @param senders whose commands one entity has applied and that may still repeat them: others wait for one to be done.
 * @param maxLength bytes of one command.
 * @param inbox commands that wait for a node's next tick; those beyond are dropped, and repeated by their senders.
 * @param maxLocations entities whose place a node knows as home of their shard; it remembers a quarter as many of others,
 *     and of those that exist no more.
 * @param retryNs from repeat to repeat of what is not answered, at first.
 */
public record CommandSettings(int outbox, int senders, int maxLength, int inbox, int maxLocations, long retryNs) {
    /** With it a row, its inputs and its commands fit into one frame. */
    private static final int MAX_BYTES = 4096;

    /** Bytes of a command beside its payload, and of a sender: generous. */
    private static final int OVERHEAD = 32;

    public CommandSettings {
        require(outbox >= 1 && outbox <= 64, "commands.outbox", outbox + " is not in 1..64");
        require(senders >= 1 && senders <= 64, "commands.senders", senders + " is not in 1..64");
        require(maxLength >= 8, "commands.maxLength", maxLength + " is less than 8");
        require(
                outbox * (long) (maxLength + OVERHEAD) + senders * (long) OVERHEAD <= MAX_BYTES,
                "commands.maxLength",
                outbox + " commands of " + maxLength + " bytes and " + senders + " senders take more than " + MAX_BYTES
                        + " bytes of an entity");
        require(inbox >= 1, "commands.inbox", inbox + " is less than 1");
        require(maxLocations >= 1, "commands.maxLocations", maxLocations + " is less than 1");
        require(retryNs >= 1_000_000, "commands.retryNs", retryNs + " is less than 1 ms");
    }

    /** 8 commands of 64 bytes and 8 senders an entity; repeats after 100 ms, later ones slower. */
    public static CommandSettings defaults() {
        return new CommandSettings(8, 8, 64, 4_096, 65_536, 100_000_000L);
    }
}
