/**
 * What one session sees, from the avatar's authority ({@link io.octarchy.replicator.view.ViewComposer}) to whoever holds
 * the session's far end ({@link io.octarchy.replicator.view.Replica}). Deterministic.
 */
package io.octarchy.replicator.view;
