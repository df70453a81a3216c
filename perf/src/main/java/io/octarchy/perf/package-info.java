/** Benchmarks: how to run them and how their results are kept. A figure never goes without its machine. */
package io.octarchy.perf;
