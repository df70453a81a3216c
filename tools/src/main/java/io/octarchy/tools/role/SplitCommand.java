package io.octarchy.tools.role;

import io.octarchy.codec.control.AdminOperation;
import io.octarchy.tools.cli.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Splits a node's region. */
@Command(
        name = "split",
        mixinStandardHelpOptions = true,
        description = "Give about half of a node's load to another node, by moving a border.")
public final class SplitCommand implements Callable<ExitCode> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private MeshOptions mesh;

    @Parameters(paramLabel = "NODE", description = "Its name, or its incarnation (see octarchy stat).")
    private String node;

    @Override
    public ExitCode call() {
        return BorderOrder.carryOut(AdminOperation.SPLIT, mesh, node, spec);
    }
}
