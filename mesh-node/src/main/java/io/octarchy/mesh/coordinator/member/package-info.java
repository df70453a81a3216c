/** Members of the mesh: incarnations, leases, standbys, time. */
package io.octarchy.mesh.coordinator.member;
