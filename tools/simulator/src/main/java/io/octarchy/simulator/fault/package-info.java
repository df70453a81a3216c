/** What goes wrong in a run, and when: drawn from the seed, bounded by what a mesh must bear. */
package io.octarchy.simulator.fault;
