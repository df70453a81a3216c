/** Microbenchmarks of what runs for every entity in every tick. Each operation is one call; bytes allocated are shown. */
package io.octarchy.perf.micro;
