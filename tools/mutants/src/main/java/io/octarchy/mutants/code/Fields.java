package io.octarchy.mutants.code;

import java.util.function.BiConsumer;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Uses of a field inside a method. */
public final class Fields {
    private final String owner;
    private final String name;

    private Fields(final String owner, final String name) {
        this.owner = owner;
        this.name = name;
    }

    /** @param field as {@code Class.field}, the class without its package, {@code Outer$Inner} if it has one. */
    public static Fields of(final String field) {
        final int dot = field.indexOf('.');
        return new Fields(field.substring(0, dot), field.substring(dot + 1));
    }

    /** Whoever reads it gets this number; of an object type null. */
    public Edit read(final long value) {
        return each(
                (access, code) -> {
                    if (access.getOpcode() == Opcodes.GETFIELD) {
                        code.add(new InsnNode(Opcodes.POP));
                    }
                    Code.push(code, Type.getType(access.desc), value);
                },
                Opcodes.GETFIELD,
                Opcodes.GETSTATIC);
    }

    /** Whoever reads it gets another field of the same class and type. */
    public Edit readInstead(final String other) {
        return each(
                (access, code) -> code.add(new FieldInsnNode(access.getOpcode(), access.owner, other, access.desc)),
                Opcodes.GETFIELD,
                Opcodes.GETSTATIC);
    }

    /** What is read goes through a static method first, of the field's type to the field's type. */
    public Edit by(final String helperClass, final String helperMethod) {
        return each(
                (access, code) -> {
                    code.add(access.clone(null));
                    code.add(new MethodInsnNode(
                            Opcodes.INVOKESTATIC,
                            Code.internalName(helperClass),
                            helperMethod,
                            "(" + access.desc + ")" + access.desc,
                            false));
                },
                Opcodes.GETFIELD,
                Opcodes.GETSTATIC);
    }

    /** What is written to it is lost. */
    public Edit keep() {
        return each(
                (access, code) -> {
                    Code.pop(code, Type.getType(access.desc));
                    code.add(new InsnNode(Opcodes.POP));
                },
                Opcodes.PUTFIELD);
    }

    private Edit each(final BiConsumer<FieldInsnNode, InsnList> change, final int... opcodes) {
        return method -> {
            int count = 0;
            for (final AbstractInsnNode instruction : method.instructions.toArray()) {
                if (instruction instanceof FieldInsnNode access && isMeant(access, opcodes)) {
                    final InsnList code = new InsnList();
                    change.accept(access, code);
                    Code.replace(method, access, code);
                    count++;
                }
            }
            return count;
        };
    }

    private boolean isMeant(final FieldInsnNode access, final int... opcodes) {
        boolean used = false;
        for (final int opcode : opcodes) {
            used |= access.getOpcode() == opcode;
        }
        return used && access.name.equals(name) && Code.simpleName(access.owner).equals(owner);
    }
}
