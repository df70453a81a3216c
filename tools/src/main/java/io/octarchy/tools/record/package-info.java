/** What a run measured: histograms by second and tag, a timeline, and the summary that commands print as JSON. */
package io.octarchy.tools.record;
