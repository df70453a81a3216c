/** What client, gateway and node share of the session protocol: checks that make decoding safe. */
package io.octarchy.mesh.session;
