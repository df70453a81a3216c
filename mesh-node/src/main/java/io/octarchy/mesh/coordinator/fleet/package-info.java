/** How many nodes there should be, and the orders and decisions that follow. */
package io.octarchy.mesh.coordinator.fleet;
