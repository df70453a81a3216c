/** The planted bugs, by the part of the protocol that they break. */
package io.octarchy.mutants.list;
