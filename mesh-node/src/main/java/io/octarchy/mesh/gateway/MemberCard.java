package io.octarchy.mesh.gateway;

/**
 * How a gateway shows itself to the mesh.
 *
 * @param name unique among the living.
 * @param driver identity of its media driver: members with the same one use shared memory.
 * @param sessionStream stream on which nodes reach it.
 * @param endpoint host:port where nodes reach it.
 */
public record MemberCard(String name, long driver, int sessionStream, String endpoint) {}
