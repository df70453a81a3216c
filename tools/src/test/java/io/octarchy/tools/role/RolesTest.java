package io.octarchy.tools.role;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.codec.control.Role;
import io.octarchy.tools.cli.CommandFailure;
import io.octarchy.tools.cli.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A mesh of real processes, operated by the commands. */
@Tag("slow")
@Timeout(240)
class RolesTest extends RoleMesh {
    private static final int PLAYERS = 50;

    private final StringWriter out = new StringWriter();
    private Exception failure;

    @Test
    void shouldDrainANodeWhilePlayersStayAndEndWell() throws Exception {
        final int gatewayPort = RoleProcess.freePorts(1);
        final RoleProcess coordinator =
                role("coordinator", "--port", port(), "--config", config("lease.leaseNs = 15 s"));
        final RoleProcess one = role("node", "--name", "one", "--coordinator", address());
        final RoleProcess two = role("node", "--name", "two", "--coordinator", address());
        final RoleProcess gateway =
                role("gateway", "--name", "gate", "--coordinator", address(), "--port", Integer.toString(gatewayPort));
        awaitStatus(status -> sum(status, Role.NODE, 1) == 2 && sum(status, Role.GATEWAY, 1) == 1);
        final RoleProcess swarm = process(
                "swarm",
                "swarm",
                "--endpoint",
                "localhost:" + gatewayPort,
                "--players",
                Integer.toString(PLAYERS),
                "--seconds",
                "8",
                "--json");
        awaitStatus(status -> sum(status, Role.GATEWAY, 0) == PLAYERS);

        assertEquals(ExitCode.GOOD, execute(new DrainCommand(), "one", "--timeout", "60", "--json"));
        assertEquals(
                "one", JsonMapper.shared().readTree(out.toString()).get("node").asString());
        requireGoodEnd(one);
        assertTrue(one.errors().contains("drained"), one::errors);
        requireFailure(ExitCode.CONFIGURATION, "two cannot be drained", new DrainCommand(), "two");
        requireFailure(ExitCode.CONFIGURATION, "two cannot be killed", new KillCommand(), "two");
        requireFailure(ExitCode.USAGE, "no living node 'one'", new DrainCommand(), "one");
        requireFailure(ExitCode.USAGE, "gate is a GATEWAY", new KillCommand(), "gate");

        swarm.exitCode(END_SECONDS);
        final JsonNode report = JsonMapper.shared().readTree(swarm.output());
        assertEquals(0, report.get("unwantedDisconnects").asLong(), swarm::output);
        assertEquals(PLAYERS, report.get("playersConnected").get("min").asInt(), swarm::output);
        assertTrue(report.get("views").asLong() > 0, swarm::output);

        for (final RoleProcess process : List.of(gateway, two, coordinator)) {
            assertTrue(process.isAlive(), process::errors);
            process.tellToEnd();
            requireGoodEnd(process);
        }
    }

    @Test
    void shouldGoOnWhereTheCoordinatorWasWhenItEndedOrWasKilled() throws Exception {
        final RoleProcess first = coordinator();
        final RoleProcess node = role("node", "--name", "one", "--coordinator", address());
        final MeshStatus before = awaitStatus(status -> sum(status, Role.NODE, 1) == 1 && status.mapVersion() > 0);
        first.tellToEnd();
        requireGoodEnd(first);
        assertTrue(first.errors().contains("snapshot taken"), first::errors);
        final RoleProcess second = coordinator();
        awaitStatus(status -> isSuccessor(status, before));
        second.kill();
        coordinator();
        awaitStatus(status -> isSuccessor(status, before));
        assertTrue(node.isAlive(), node::errors);

        node.kill();
        final RoleProcess next = role("node", "--name", "one", "--coordinator", address(), "--drain-seconds", "1");
        awaitStatus(status -> sum(status, Role.NODE, 1) == 1
                && status.node("one").incarnation() != before.node("one").incarnation());
        next.tellToEnd();
        assertEquals(
                ExitCode.DRAIN_TIMED_OUT.code(), next.exitCode(END_SECONDS), () -> "there is no other node" + said());
        assertEquals(List.of(), next.leftInSharedMemory());
    }

    private static boolean isSuccessor(final MeshStatus status, final MeshStatus before) {
        return status.mapVersion() >= before.mapVersion()
                && status.node("one").incarnation() == before.node("one").incarnation();
    }

    @Test
    void shouldKillANodeWhereSettingsAllowIt() throws Exception {
        role("coordinator", "--port", port(), "--config", config("operator.mayKill = true"));
        final RoleProcess node = role("node", "--name", "victim", "--coordinator", address());
        awaitStatus(status -> sum(status, Role.NODE, 1) == 1);
        assertEquals(ExitCode.GOOD, execute(new KillCommand(), "victim"));
        assertTrue(out.toString().contains("victim is dead"), out::toString);
        assertEquals(137, node.exitCode(END_SECONDS));
        assertEquals(List.of(), node.leftInSharedMemory());
    }

    @Test
    void shouldJoinAnewAfterItStoodStillForLongerThanItsLease() throws Exception {
        coordinator();
        final RoleProcess node = role("node", "--name", "one", "--coordinator", address());
        role("node", "--name", "two", "--coordinator", address());
        final int before = awaitStatus(status -> sum(status, Role.NODE, 1) == 2)
                .node("one")
                .incarnation();
        node.signal("STOP");
        awaitStatus(status -> sum(status, Role.NODE, 1) == 1);
        node.signal("CONT");
        final MeshStatus after = awaitStatus(status -> sum(status, Role.NODE, 1) == 2);
        assertTrue(after.node("one").incarnation() > before, after::toString);
        assertTrue(node.errors().contains("joins anew, 1 of 5"), node::errors);
        node.tellToEnd();
        requireGoodEnd(node);
    }

    @Test
    void shouldGoOnFromItsOwnCopiesWhenItsStandbyDiedWhileItStoodStill() throws Exception {
        role("coordinator", "--port", port(), "--config", config("balance.minNodes = 3\nlease.leaseNs = 5 s"));
        final List<RoleProcess> nodes = new ArrayList<>();
        for (final String name : NAMES) {
            nodes.add(role("node", "--name", name, "--coordinator", address()));
        }
        final MeshStatus before = awaitStatus(status -> sum(status, Role.NODE, 1) == NAMES.size()
                && status.isProtected()
                && entities(status) == ARENA
                && status.node(NAMES.get(0)).entities() > 20);
        final int standby = before.node(NAMES.get(0)).standby();
        nodes.get(0).signal("STOP");
        nodes.get(NAMES.indexOf(before.node(Integer.toString(standby)).name())).kill();
        final MeshStatus without = awaitStatus(status -> sum(status, Role.NODE, 1) == 1 && !status.isOpen());
        assertTrue(entities(without) < ARENA, without::toString);
        nodes.get(0).signal("CONT");
        final MeshStatus after =
                awaitStatus(status -> sum(status, Role.NODE, 1) == 2 && !status.isOpen() && entities(status) == ARENA);
        assertEquals(0, after.stuck(), after::toString);
    }

    @Test
    void shouldSayThatNoCoordinatorAnswers() {
        try (OperatorLink operator = new OperatorLink(options(), 1_500_000_000L)) {
            final CommandFailure told = assertThrows(CommandFailure.class, operator::status);
            assertEquals(ExitCode.CONFIGURATION, told.exitCode());
            assertTrue(told.getMessage().contains("at " + address() + " for 1 s"), told::getMessage);
        }
    }

    private ExitCode execute(final Object command, final String... words) {
        final CommandLine line = new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(new StringWriter()))
                .setExecutionExceptionHandler((e, commandLine, parsed) -> {
                    failure = e;
                    return 1;
                });
        line.execute(Stream.concat(Arrays.stream(words), Stream.of("--coordinator", address()))
                .toArray(String[]::new));
        return line.getExecutionResult();
    }

    private void requireFailure(
            final ExitCode exitCode, final String text, final Object command, final String... words) {
        failure = null;
        execute(command, words);
        final CommandFailure told = assertThrows(CommandFailure.class, () -> {
            throw failure;
        });
        assertEquals(exitCode, told.exitCode(), () -> told.getMessage() + said());
        assertTrue(told.getMessage().contains(text), told::getMessage);
    }
}
