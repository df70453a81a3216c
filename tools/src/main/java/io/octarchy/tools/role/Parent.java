package io.octarchy.tools.role;

/** The process that a role lives and dies with, where it was told one. */
final class Parent {
    private Parent() {}

    /** @param id of the process, 0: none. */
    static boolean isGone(final long id) {
        return id != 0 && ProcessHandle.of(id).filter(ProcessHandle::isAlive).isEmpty();
    }
}
