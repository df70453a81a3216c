package io.octarchy.mutants.code;

import java.util.ArrayList;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;

/** A method as a whole. */
public final class Body {
    private Body() {}

    /** It does nothing but give this number; of an object type null. */
    public static Edit gives(final long value) {
        return method -> {
            final Type type = Type.getReturnType(method.desc);
            final InsnList code = new InsnList();
            Code.push(code, type, value);
            code.add(new InsnNode(type.getOpcode(Opcodes.IRETURN)));
            method.instructions = code;
            method.tryCatchBlocks = new ArrayList<>();
            method.localVariables = null;
            return 1;
        };
    }

    public static Edit empty() {
        return gives(0);
    }
}
