package io.octarchy.mutants.code;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Literals inside a method; a constant of another class is one, too. */
public final class Numbers {
    private final Object literal;

    private Numbers(final Object literal) {
        this.literal = literal;
    }

    public static Numbers of(final int literal) {
        return new Numbers(literal);
    }

    public static Numbers of(final long literal) {
        return new Numbers(literal);
    }

    /** All of them are another. */
    public Edit become(final long other) {
        return method -> replace(method, other);
    }

    private int replace(final MethodNode method, final long other) {
        int count = 0;
        for (final AbstractInsnNode instruction : method.instructions.toArray()) {
            if (literal.equals(literalOf(instruction))) {
                final InsnList code = new InsnList();
                Code.push(code, literal instanceof Long ? Type.LONG_TYPE : Type.INT_TYPE, other);
                Code.replace(method, instruction, code);
                count++;
            }
        }
        return count;
    }

    private static Object literalOf(final AbstractInsnNode instruction) {
        final int opcode = instruction.getOpcode();
        if (opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.ICONST_5) {
            return opcode - Opcodes.ICONST_0;
        }
        if (opcode == Opcodes.LCONST_0 || opcode == Opcodes.LCONST_1) {
            return (long) (opcode - Opcodes.LCONST_0);
        }
        if (instruction instanceof IntInsnNode push && opcode != Opcodes.NEWARRAY) {
            return push.operand;
        }
        return instruction instanceof LdcInsnNode load ? load.cst : null;
    }
}
