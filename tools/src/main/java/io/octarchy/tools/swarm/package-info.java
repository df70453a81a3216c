/** Synthetic players: open loop, seeded, playing by inputs through the client library; and what they measure. */
package io.octarchy.tools.swarm;
