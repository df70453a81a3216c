/** The network between simulated processes: ordered, bounded streams over paths with delays and faults. */
package io.octarchy.simulator.net;
