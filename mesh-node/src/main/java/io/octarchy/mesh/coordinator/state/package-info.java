/** Saving and restoring a state machine byte for byte. */
package io.octarchy.mesh.coordinator.state;
