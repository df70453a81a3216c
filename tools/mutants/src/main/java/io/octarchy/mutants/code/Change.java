package io.octarchy.mutants.code;

import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * An edit of one method. It fails loudly when the code has changed so that it would mean something else: when there is not
 * exactly one such method, or when not as many places in it match as were meant.
 *
 * @param className with its package.
 * @param method its name; there must be one of that name, or with its descriptor behind it.
 * @param places that the edit must find.
 */
public record Change(String className, String method, int places, Edit edit) {
    private static final String ROOT = "io.octarchy.";

    /** @param className below {@code io.octarchy}. */
    public static Change in(final String className, final String method, final int places, final Edit edit) {
        return new Change(ROOT + className, method, places, edit);
    }

    /**
     * The class with all changes made.
     *
     * @throws IllegalStateException when a change does not apply.
     */
    public static byte[] change(final byte[] compiled, final List<Change> changes) {
        final ClassNode node = new ClassNode();
        new ClassReader(compiled).accept(node, 0);
        changes.forEach(change -> change.apply(node));
        final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        node.accept(writer);
        return writer.toByteArray();
    }

    private void apply(final ClassNode node) {
        final List<MethodNode> named = node.methods.stream()
                .filter(candidate -> method.equals(candidate.name) || method.equals(candidate.name + candidate.desc))
                .toList();
        if (named.size() != 1) {
            throw new IllegalStateException(className + " has " + named.size() + " methods " + method + ", not 1");
        }
        final int found = edit.apply(named.get(0));
        if (found != places) {
            throw new IllegalStateException(
                    className + "." + method + " has " + found + " places for the change, not " + places);
        }
    }
}
