/** Rings of events in memory-mapped files, so that the events of a killed node can still be read. */
package io.octarchy.mesh.event.disk;
