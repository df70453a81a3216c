/** The coordinator's core: who lives, who rules which space, what becomes of the dead. A deterministic state machine. */
package io.octarchy.mesh.coordinator;
