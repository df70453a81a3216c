package io.octarchy.mesh.node;

/**
 * Where a node receives.
 *
 * @param driver identity of its media driver: members with the same one use IPC.
 * @param endpoint host:port.
 */
public record NodeAddress(long driver, int controlStream, int bulkStream, int sessionStream, String endpoint) {}
