package io.octarchy.mutants.code;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;

/**
 * The conditional jumps of a method, in the order of the code. A condition in an {@code if} or a loop jumps away when it
 * does not hold, but for all but the last of an {@code ||}.
 */
public final class Jumps {
    private final int index;

    private Jumps(final int index) {
        this.index = index;
    }

    /** The jump of this number, from 0. */
    public static Jumps at(final int index) {
        return new Jumps(index);
    }

    public Edit never() {
        return decided(false);
    }

    public Edit always() {
        return decided(true);
    }

    private Edit decided(final boolean taken) {
        return method -> {
            int count = 0;
            for (final AbstractInsnNode instruction : method.instructions.toArray()) {
                if (instruction instanceof JumpInsnNode jump && values(jump.getOpcode()) > 0) {
                    if (count == index) {
                        final InsnList code = new InsnList();
                        code.add(new InsnNode(values(jump.getOpcode()) == 2 ? Opcodes.POP2 : Opcodes.POP));
                        if (taken) {
                            // Still a jump with two ways: what follows stays within reach of the verifier.
                            code.add(new InsnNode(Opcodes.ICONST_0));
                            code.add(new JumpInsnNode(Opcodes.IFEQ, jump.label));
                        }
                        Code.replace(method, jump, code);
                    }
                    count++;
                }
            }
            return count;
        };
    }

    /** Values that it takes off the stack, 0 when it is no conditional jump. */
    private static int values(final int opcode) {
        if (opcode >= Opcodes.IF_ICMPEQ && opcode <= Opcodes.IF_ACMPNE) {
            return 2;
        }
        final boolean isOne = opcode >= Opcodes.IFEQ && opcode <= Opcodes.IFLE
                || opcode == Opcodes.IFNULL
                || opcode == Opcodes.IFNONNULL;
        return isOne ? 1 : 0;
    }
}
