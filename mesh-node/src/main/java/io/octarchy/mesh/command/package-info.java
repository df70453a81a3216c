/**
 * Commands from entity to entity over all nodes: in order, applied once, and neither lost nor doubled when one of the two is
 * handed over or its node dies (rule 22).
 */
package io.octarchy.mesh.command;
