package io.octarchy.tools.architecture.planted.cycle.one;

import io.octarchy.tools.architecture.planted.cycle.two.Two;

/** Half of a cycle of packages. */
public final class One {
    Two two;
}
