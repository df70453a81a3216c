package io.octarchy.tools.architecture.planted;

import picocli.CommandLine;

/** Uses a library that a core module may not. */
public final class UsesPicocli {
    CommandLine commandLine;
}
