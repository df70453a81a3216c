/** The region map as the coordinator keeps and plans it. */
package io.octarchy.mesh.coordinator.map;
