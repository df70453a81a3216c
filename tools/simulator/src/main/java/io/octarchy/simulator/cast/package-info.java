/** The processes of a simulated mesh: production cores, adapters and publishers in shells of virtual time. */
package io.octarchy.simulator.cast;
