/** Who starts and ends nodes: providers, and their membership in the mesh. */
package io.octarchy.mesh.fleet;
