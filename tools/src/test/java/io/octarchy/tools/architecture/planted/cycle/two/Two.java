package io.octarchy.tools.architecture.planted.cycle.two;

import io.octarchy.tools.architecture.planted.cycle.one.One;

/** The other half. */
public final class Two {
    One one;
}
