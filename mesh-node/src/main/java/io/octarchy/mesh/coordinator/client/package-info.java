/** How nodes, gateways, providers and tools speak with the coordinator: codecs in place, no transport, no state of a role. */
package io.octarchy.mesh.coordinator.client;
