/** The node's agent: its core bound to Aeron, the clock and the coordinator's link. */
package io.octarchy.mesh.node.aeron;
