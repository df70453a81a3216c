/**
 * Who may write what: roles and epochs, the two-phase handover, fencing, takeover and the standby, as pure state machines.
 * Rule numbers in comments are those of {@code docs/protocol.md}.
 */
package io.octarchy.mesh.authority;
