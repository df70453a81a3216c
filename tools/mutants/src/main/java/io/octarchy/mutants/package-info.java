/** Planted bugs, and how many seeds the simulator needs to find each. */
package io.octarchy.mutants;
