/**
 * The gateway's core: connections of clients, their sessions, and the way of each to the authority of its avatar.
 * Deterministic; bytes come in through {@link io.octarchy.mesh.gateway.ClientAdapter} and
 * {@link io.octarchy.mesh.gateway.NodeAdapter} and go out through {@link io.octarchy.mesh.gateway.GatewayPorts}.
 */
package io.octarchy.mesh.gateway;
