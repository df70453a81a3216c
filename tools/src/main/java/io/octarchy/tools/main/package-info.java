/** The root of the command line, which knows all commands; what commands share is in {@code cli}, so that nothing goes round. */
package io.octarchy.tools.main;
