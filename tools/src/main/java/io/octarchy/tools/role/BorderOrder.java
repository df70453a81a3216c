package io.octarchy.tools.role;

import io.octarchy.codec.control.AdminOperation;
import io.octarchy.tools.cli.CommandFailure;
import io.octarchy.tools.cli.ExitCode;
import io.octarchy.tools.role.MeshStatus.MemberStatus;
import picocli.CommandLine.Model.CommandSpec;

/** Commands that move a node's borders: sent once, since each moves them again. */
final class BorderOrder {
    private BorderOrder() {}

    /** @throws CommandFailure when it was not carried out. */
    static ExitCode carryOut(
            final AdminOperation operation, final MeshOptions mesh, final String node, final CommandSpec spec) {
        try (OperatorLink operator = new OperatorLink(mesh)) {
            final MemberStatus target = operator.status().node(node);
            final OperatorLink.Reply reply = operator.carryOut(operation, target.incarnation(), false);
            if (!reply.accepted()) {
                throw new CommandFailure(
                        ExitCode.FAILED_CHECK,
                        "The borders of " + target.name() + " stay as they are.",
                        "The coordinator says: " + reply.text() + ".");
            }
            spec.commandLine().getOut().println(target.name() + ": " + reply.text());
            spec.commandLine().getOut().flush();
            return ExitCode.GOOD;
        }
    }
}
