/** A client's connection to a gateway over Aeron. */
package io.octarchy.mesh.client.aeron;
