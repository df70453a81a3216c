/** Reads settings from a file and from system properties, and tells where each came from. */
package io.octarchy.mesh.config.disk;
