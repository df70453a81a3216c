/** The gateway's agent and its streams. */
package io.octarchy.mesh.gateway.aeron;
