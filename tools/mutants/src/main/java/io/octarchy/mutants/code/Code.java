package io.octarchy.mutants.code;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Snippets of code. */
final class Code {
    private Code() {}

    /** Push a number as a value of this type; of an object type: null. */
    static void push(final InsnList code, final Type type, final long value) {
        switch (type.getSort()) {
            case Type.VOID -> {}
            case Type.LONG -> code.add(new LdcInsnNode(value));
            case Type.DOUBLE -> code.add(new LdcInsnNode((double) value));
            case Type.FLOAT -> code.add(new LdcInsnNode((float) value));
            case Type.OBJECT, Type.ARRAY -> code.add(new InsnNode(Opcodes.ACONST_NULL));
            default -> code.add(new LdcInsnNode((int) value));
        }
    }

    /** Throw a value of this type away. */
    static void pop(final InsnList code, final Type type) {
        code.add(new InsnNode(type.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP));
    }

    /** Put code in the place of an instruction. */
    static void replace(final MethodNode method, final AbstractInsnNode instruction, final InsnList by) {
        method.instructions.insert(instruction, by);
        method.instructions.remove(instruction);
    }

    /** Class name without package, of an internal name. */
    static String simpleName(final String internalName) {
        return internalName.substring(internalName.lastIndexOf('/') + 1);
    }

    static String internalName(final String className) {
        return className.replace('.', '/');
    }
}
