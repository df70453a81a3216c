package io.octarchy.tools.role;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.codec.control.Role;
import io.octarchy.tools.cli.CommandFailure;
import io.octarchy.tools.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A mesh of real processes, operated by the commands. */
@Tag("slow")
@Timeout(240)
class RolesTest {
    private static final int PLAYERS = 50;
    /** Roamers and piles of gold in the example game. */
    private static final int ARENA = 600;

    private static final List<String> NAMES = List.of("one", "two", "three");
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long END_SECONDS = 30;

    private final List<RoleProcess> processes = new ArrayList<>();
    private final int coordinatorPort = RoleProcess.freePorts(5);
    private final StringWriter out = new StringWriter();
    private Exception failure;

    @TempDir
    Path folder;

    @AfterEach
    void endAll() throws Exception {
        for (final RoleProcess process : processes) {
            process.end();
        }
    }

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

    private static int entities(final MeshStatus status) {
        return status.members().stream()
                .filter(MeshStatus.MemberStatus::isLiving)
                .mapToInt(MeshStatus.MemberStatus::entities)
                .sum();
    }

    @Test
    void shouldSayThatNoCoordinatorAnswers() {
        try (OperatorLink operator = new OperatorLink(options(), 1_500_000_000L)) {
            final CommandFailure told = assertThrows(CommandFailure.class, operator::status);
            assertEquals(ExitCode.CONFIGURATION, told.exitCode());
            assertTrue(told.getMessage().contains("at " + address() + " for 1 s"), told::getMessage);
        }
    }

    private RoleProcess coordinator() throws IOException {
        return role("coordinator", "--port", port());
    }

    private String config(final String setting) throws IOException {
        return Files.writeString(folder.resolve("test.conf"), setting).toString();
    }

    private String port() {
        return Integer.toString(coordinatorPort);
    }

    private String address() {
        return "localhost:" + coordinatorPort;
    }

    private RoleProcess role(final String role, final String... options) throws IOException {
        final String parent = Long.toString(ProcessHandle.current().pid());
        return process(
                role + processes.size(),
                Stream.concat(Stream.of(role, "--parent", parent), Arrays.stream(options))
                        .toArray(String[]::new));
    }

    private RoleProcess process(final String name, final String... words) throws IOException {
        final RoleProcess process = new RoleProcess(folder, name, words);
        processes.add(process);
        return process;
    }

    private static void requireGoodEnd(final RoleProcess process) throws InterruptedException {
        assertEquals(0, process.exitCode(END_SECONDS), process::errors);
        assertEquals(List.of(), process.leftInSharedMemory());
    }

    /** Members of a role, or their sessions. */
    private static int sum(final MeshStatus status, final Role role, final int each) {
        return status.members().stream()
                .filter(member -> member.role() == role)
                .mapToInt(member -> each == 0 ? member.sessions() : each)
                .sum();
    }

    private MeshStatus awaitStatus(final Predicate<MeshStatus> condition) {
        final long startNs = System.nanoTime();
        String last = "";
        while (System.nanoTime() - startNs < PATIENCE_NS) {
            try (OperatorLink operator = new OperatorLink(options())) {
                while (System.nanoTime() - startNs < PATIENCE_NS) {
                    final MeshStatus status = operator.status();
                    last = status.toString();
                    if (condition.test(status)) {
                        return status;
                    }
                    Thread.sleep(100);
                }
            } catch (final CommandFailure e) {
                last = e.getMessage();
            } catch (final InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new AssertionError("waited too long: " + last + said());
    }

    private MeshOptions options() {
        final Holder holder = new Holder();
        new CommandLine(holder).parseArgs("--coordinator", address());
        return holder.options;
    }

    private String said() {
        final StringBuilder said = new StringBuilder();
        processes.forEach(process -> said.append('\n').append(process.errors()));
        return said.toString();
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

    @CommandLine.Command
    private static final class Holder {
        @CommandLine.Mixin
        private final MeshOptions options = new MeshOptions();
    }
}
