/**
 * Handovers between whole nodes: a coordinator, two nodes as processes with a media driver each, and a game whose only
 * purpose is to cross the border, alone or with players beside. What is measured is what the nodes themselves say in
 * their event rings.
 */
package io.octarchy.perf.nodes;
