/**
 * What stands behind a player: login, inputs and their latency, the replica of what the session sees. Many sessions share
 * one connection to a gateway. Deterministic; the shell is {@code io.octarchy.mesh.client.aeron}.
 */
package io.octarchy.mesh.client;
