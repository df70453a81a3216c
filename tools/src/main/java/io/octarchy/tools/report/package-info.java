/** Turns what runs measured into one self-contained page. */
package io.octarchy.tools.report;
