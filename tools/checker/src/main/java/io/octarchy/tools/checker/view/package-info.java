/** Invariant I6, from where the players sit: what each session saw, view by view. Knows nothing of how views are made. */
package io.octarchy.tools.checker.view;
