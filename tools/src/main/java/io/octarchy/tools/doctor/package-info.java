/** Checks whether this machine can run a mesh, and says what to mend. */
package io.octarchy.tools.doctor;
