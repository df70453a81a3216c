/** What a run of the simulator is made of, all of it derived from one seed and what the user fixed. */
package io.octarchy.simulator.plan;
