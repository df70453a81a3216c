/** What a node tells observers that watch from outside: the events of the event schema, written without allocation. */
package io.octarchy.mesh.event;
