package io.octarchy.mutants.code;

import org.objectweb.asm.tree.MethodNode;

/**
 * A change inside one method. Edits put straight-line code in the place of single instructions and leave all jumps and
 * their targets where they are, so that the frames that the verifier needs stay true.
 */
@FunctionalInterface
public interface Edit {
    /**
     * Change the method.
     *
     * @return places that match, whether or not all of them were changed.
     */
    int apply(MethodNode method);
}
