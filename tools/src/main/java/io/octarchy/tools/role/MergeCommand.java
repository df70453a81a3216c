package io.octarchy.tools.role;

import io.octarchy.codec.control.AdminOperation;
import io.octarchy.tools.cli.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives a node's region away. */
@Command(
        name = "merge",
        mixinStandardHelpOptions = true,
        description =
                "Give a node's whole region to the idlest other one; the node stays, and gets another region when load wants it.")
public final class MergeCommand implements Callable<ExitCode> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private MeshOptions mesh;

    @Parameters(paramLabel = "NODE", description = "Its name, or its incarnation (see octarchy stat).")
    private String node;

    @Override
    public ExitCode call() {
        return BorderOrder.carryOut(AdminOperation.MERGE, mesh, node, spec);
    }
}
