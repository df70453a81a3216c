/** Nodes as processes on this machine. */
package io.octarchy.mesh.fleet.process;
