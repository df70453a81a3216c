/** Recorded movement of real people: files in, smooth paths out. */
package io.octarchy.tools.trace;
