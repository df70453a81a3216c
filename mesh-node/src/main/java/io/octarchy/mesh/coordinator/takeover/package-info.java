/** Takeover with a flush: rules 9 to 14 of the protocol, the coordinator's side. */
package io.octarchy.mesh.coordinator.takeover;
