/** The command line: one root, one class a command. */
package io.octarchy.tools;
