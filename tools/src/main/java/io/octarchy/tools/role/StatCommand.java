package io.octarchy.tools.role;

import io.octarchy.codec.control.Role;
import io.octarchy.tools.cli.ExitCode;
import io.octarchy.tools.role.MeshStatus.MemberStatus;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists who is in the mesh. */
@Command(
        name = "stat",
        mixinStandardHelpOptions = true,
        description = "List the members of a running mesh, what they rule and what they bear.")
public final class StatCommand implements Callable<ExitCode> {
    private static final double MICROS_PER_SECOND = 1e6;

    @Spec
    private CommandSpec spec;

    @Mixin
    private MeshOptions mesh;

    @Option(names = "--json", description = "Print one JSON object on standard output.")
    private boolean json;

    @Override
    public ExitCode call() {
        try (OperatorLink operator = new OperatorLink(mesh)) {
            final MeshStatus status = operator.status();
            final PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(json(status));
            } else {
                print(status, out);
            }
            out.flush();
            return ExitCode.GOOD;
        }
    }

    private static void print(final MeshStatus status, final PrintWriter out) {
        out.printf(
                "map %d, fence %d%s, %s, %d entities without a copy%s%n",
                status.mapVersion(),
                status.fence(),
                status.isOpen() ? " (takeover under way)" : "",
                status.isProtected() ? "protected" : "unprotected",
                status.stuck(),
                stored(status));
        final String row = "%4s %-8s %-24s %-8s %8s %8s %6s %9s %9s %9s %7s  %s%n";
        out.printf(
                row,
                "id",
                "role",
                "name",
                "state",
                "entities",
                "sessions",
                "cpu",
                "load",
                "capacity",
                "intervals",
                "standby",
                "endpoint");
        for (final MemberStatus member : status.members()) {
            final boolean isNode = member.role() == Role.NODE;
            out.printf(
                    row,
                    member.incarnation(),
                    member.role(),
                    member.name(),
                    member.state(),
                    isNode ? member.entities() : "",
                    isNode || member.role() == Role.GATEWAY ? member.sessions() : "",
                    isNode ? String.format(Locale.ROOT, "%.0f %%", 100 * member.cpuMicros() / MICROS_PER_SECOND) : "",
                    isNode ? String.format(Locale.ROOT, "%.1f", member.load()) : "",
                    isNode && member.capacity() > 0 ? String.format(Locale.ROOT, "%.1f", member.capacity()) : "",
                    isNode ? member.intervals() : "",
                    isNode && member.standby() != 0 ? member.standby() : "",
                    member.endpoint());
        }
    }

    private static String stored(final MeshStatus status) {
        if (status.isAsleep()) {
            return ", asleep after tick " + status.cut();
        }
        return status.cut() == 0 ? "" : ", stored " + (status.tick() - status.cut()) + " ticks ago";
    }

    private static String json(final MeshStatus status) {
        final JsonMapper mapper = JsonMapper.shared();
        final ObjectNode all = mapper.createObjectNode()
                .put("mapVersion", status.mapVersion())
                .put("fence", status.fence())
                .put("takeoverOpen", status.isOpen())
                .put("protected", status.isProtected())
                .put("stuck", status.stuck())
                .put("tick", status.tick())
                .put("storedTick", status.cut())
                .put("asleep", status.isAsleep());
        final ArrayNode members = all.putArray("members");
        for (final MemberStatus member : status.members()) {
            members.addObject()
                    .put("incarnation", member.incarnation())
                    .put("role", member.role().toString())
                    .put("name", member.name())
                    .put("state", member.state().toString())
                    .put("entities", member.entities())
                    .put("sessions", member.sessions())
                    .put("cpuMicros", member.cpuMicros())
                    .put("load", member.load())
                    .put("capacity", member.capacity())
                    .put("intervals", member.intervals())
                    .put("standby", member.standby())
                    .put("endpoint", member.endpoint());
        }
        return mapper.writeValueAsString(all);
    }
}
