/**
 * What of an entity others may see, quantised, kept for some rounds, and encoded as differences from what a receiver
 * holds. Deterministic; nothing here allocates after construction.
 */
package io.octarchy.replicator.state;
