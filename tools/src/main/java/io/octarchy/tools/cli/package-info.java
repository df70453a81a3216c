/** What all commands share: how they end and how they fail. */
package io.octarchy.tools.cli;
