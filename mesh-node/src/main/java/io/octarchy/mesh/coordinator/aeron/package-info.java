/** The coordinator as a service of an Aeron Cluster, and the link to it. */
package io.octarchy.mesh.coordinator.aeron;
