/** The command that runs the deterministic simulator. */
package io.octarchy.tools.simulate;
