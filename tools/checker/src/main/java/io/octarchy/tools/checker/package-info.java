/**
 * Watches the event streams of all nodes and judges the invariants I1 to I9, knowing what they say and nothing of how the
 * mesh keeps them.
 */
package io.octarchy.tools.checker;
