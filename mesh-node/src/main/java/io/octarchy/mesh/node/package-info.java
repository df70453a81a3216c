/** The node's core: the tick, what it shows to whom, sessions' avatars, membership. Deterministic; the agent around it is in {@code .aeron}. */
package io.octarchy.mesh.node;
