/** A running mesh of processes, and a seeded schedule of what befalls them: {@code octarchy chaos}. */
package io.octarchy.tools.chaos;
