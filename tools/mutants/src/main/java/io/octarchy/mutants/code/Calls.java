package io.octarchy.mutants.code;

import java.util.function.BiConsumer;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** The calls of one method inside another. Immutable. */
public final class Calls {
    private static final int ALL = -1;

    private final String owner;
    private final String name;
    private final int index;

    private Calls(final String owner, final String name, final int index) {
        this.owner = owner;
        this.name = name;
        this.index = index;
    }

    /** @param called as {@code Class.method}, the class without its package. */
    public static Calls to(final String called) {
        final int dot = called.indexOf('.');
        return new Calls(called.substring(0, dot), called.substring(dot + 1), ALL);
    }

    /** Only one of them, counted from 0. */
    public Calls only(final int which) {
        return new Calls(owner, name, which);
    }

    /** Not called; where it would give something, that is 0, false or null. */
    public Edit skip() {
        return give(0);
    }

    /** Not called, and this is what it gives; of an object type null. */
    public Edit give(final long value) {
        return each((call, code) -> {
            final Type[] arguments = Type.getArgumentTypes(call.desc);
            for (int i = arguments.length - 1; i >= 0; i--) {
                Code.pop(code, arguments[i]);
            }
            if (call.getOpcode() != Opcodes.INVOKESTATIC) {
                code.add(new InsnNode(Opcodes.POP));
            }
            Code.push(code, Type.getReturnType(call.desc), value);
        });
    }

    /** A boolean's contrary. */
    public Edit negate() {
        return each((call, code) -> {
            code.add(call.clone(null));
            code.add(new InsnNode(Opcodes.ICONST_1));
            code.add(new InsnNode(Opcodes.IXOR));
        });
    }

    /** This much more than it gives, an int or a long. */
    public Edit plus(final long more) {
        return each((call, code) -> {
            final Type type = Type.getReturnType(call.desc);
            code.add(call.clone(null));
            Code.push(code, type, more);
            code.add(new InsnNode(type.getOpcode(Opcodes.IADD)));
        });
    }

    /** Another method of the same class with the same arguments and result. */
    public Edit instead(final String other) {
        return each(
                (call, code) -> code.add(new MethodInsnNode(call.getOpcode(), call.owner, other, call.desc, call.itf)));
    }

    /** A static method, with the callee, unless that one is static, and its arguments. */
    public Edit by(final String helperClass, final String helperMethod) {
        return each((call, code) -> code.add(new MethodInsnNode(
                Opcodes.INVOKESTATIC,
                Code.internalName(helperClass),
                helperMethod,
                call.getOpcode() == Opcodes.INVOKESTATIC ? call.desc : "(L" + call.owner + ";" + call.desc.substring(1),
                false)));
    }

    private Edit each(final BiConsumer<MethodInsnNode, InsnList> change) {
        return method -> {
            int count = 0;
            for (final AbstractInsnNode instruction : method.instructions.toArray()) {
                if (instruction instanceof MethodInsnNode call && isMeant(call)) {
                    if (index == ALL || index == count) {
                        final InsnList code = new InsnList();
                        change.accept(call, code);
                        Code.replace(method, call, code);
                    }
                    count++;
                }
            }
            return count;
        };
    }

    private boolean isMeant(final MethodInsnNode call) {
        return call.name.equals(name) && Code.simpleName(call.owner).equals(owner);
    }
}
