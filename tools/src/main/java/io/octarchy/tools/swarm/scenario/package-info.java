/** Where synthetic players want to be: pure functions of player, time and seed. */
package io.octarchy.tools.swarm.scenario;
