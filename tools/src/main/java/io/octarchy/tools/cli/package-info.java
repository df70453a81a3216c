/** The octarchy command line. */
package io.octarchy.tools.cli;
