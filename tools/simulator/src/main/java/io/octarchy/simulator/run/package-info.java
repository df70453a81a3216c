/** Runs of the simulator: one seed each, the same history whenever it is run. */
package io.octarchy.simulator.run;
