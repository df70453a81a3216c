/** A small, honest game: players walk, bump into each other, throw, find gold and trade it; others roam. */
package io.octarchy.examples.arena;
