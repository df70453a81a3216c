/** A model of the coordinator's cluster: its log, its leaders and their loss, and copies of the service that are fed by it. */
package io.octarchy.simulator.log;
