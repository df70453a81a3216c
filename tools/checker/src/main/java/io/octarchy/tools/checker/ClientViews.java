package io.octarchy.tools.checker;

/** I6: what clients saw, judged where they are and added here. */
final class ClientViews extends Invariant {
    ClientViews() {
        super("I6");
    }
}
