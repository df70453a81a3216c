/** Streams of the session protocol over Aeron, opened without waiting. */
package io.octarchy.mesh.session.aeron;
