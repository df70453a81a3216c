/** Clocks of simulated processes, none of which knows the true time. */
package io.octarchy.simulator.time;
