/** Tells people what befell one entity in one player's eyes, from the frames on the wires and the events of the nodes. */
package io.octarchy.simulator.trace;
