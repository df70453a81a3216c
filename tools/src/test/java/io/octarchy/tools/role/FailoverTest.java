package io.octarchy.tools.role;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.codec.control.MemberState;
import io.octarchy.codec.control.Role;
import io.octarchy.tools.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Three coordinators as an operator runs them. */
@Tag("slow")
@Timeout(300)
class FailoverTest {
    private static final int MEMBERS = 3;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long END_SECONDS = 30;

    private final List<RoleProcess> processes = new ArrayList<>();
    private final RoleProcess[] members = new RoleProcess[MEMBERS];
    private final String addresses = addresses();
    private int started;

    @TempDir
    Path folder;

    @AfterEach
    void endAll() throws Exception {
        for (final RoleProcess process : processes) {
            process.end();
        }
    }

    @Test
    void shouldSplitUnderANewLeaderAndOutliveTheRestartOfEachMember() throws Exception {
        for (int i = 0; i < MEMBERS; i++) {
            start(i);
        }
        final List<RoleProcess> nodes = new ArrayList<>();
        for (final String name : List.of("one", "two")) {
            nodes.add(process("node", "--name", name));
        }
        await(() -> leader() >= 0, "somebody leads");
        awaitNodes(0);
        final MeshStatus before = awaitNodes(0);
        final int killed = leader();
        members[killed].kill();
        await(() -> leader() >= 0 && leader() != killed, "another one leads");
        final MeshStatus without = awaitNodes(0);
        split();
        final MeshStatus after = awaitNodes(without.mapVersion() + 1);
        start(killed);
        await(() -> !part(killed).isEmpty(), "the killed one follows");
        for (int i = 0; i < MEMBERS; i++) {
            final int member = i;
            members[member].tellToEnd();
            assertEquals(0, members[member].exitCode(END_SECONDS), members[member]::errors);
            start(member);
            await(() -> !part(member).isEmpty() && leader() >= 0, "a restarted member takes part");
        }
        final MeshStatus last = awaitNodes(after.mapVersion());
        for (final String name : List.of("one", "two")) {
            assertEquals(before.node(name).incarnation(), last.node(name).incarnation(), this::said);
        }
        assertEquals(before.fence(), last.fence(), this::said);
        for (final RoleProcess node : nodes) {
            assertTrue(node.isAlive(), node::errors);
            assertFalse(node.errors().contains("joins anew"), node::errors);
        }
    }

    /** By hand: whichever of the two has a region that can be split. */
    private void split() throws Exception {
        int code = 1;
        for (int i = 0; i < 2 && code != 0; i++) {
            code = process("split", i == 0 ? "one" : "two").exitCode(END_SECONDS);
        }
        assertEquals(0, code, this::said);
    }

    private void start(final int member) throws IOException {
        members[member] = new RoleProcess(
                folder,
                "coordinator-" + member + "-" + started++,
                "coordinator",
                "--members",
                addresses,
                "--member-id",
                Integer.toString(member),
                "--parent",
                Long.toString(ProcessHandle.current().pid()));
        processes.add(members[member]);
    }

    private RoleProcess process(final String command, final String... words) throws IOException {
        final List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of(words));
        all.addAll(List.of("--coordinator", addresses));
        final RoleProcess process = new RoleProcess(folder, command + started++, all.toArray(new String[0]));
        processes.add(process);
        return process;
    }

    /** What a member says that it does now: leads, follows, or nothing. */
    private String part(final int member) {
        String part = "";
        if (members[member].isAlive()) {
            for (final String line : members[member].errors().lines().toList()) {
                if (line.contains("coordinator: leads")) {
                    part = "leads";
                } else if (line.contains("coordinator: follows")) {
                    part = "follows";
                } else if (line.contains("coordinator: in an election")) {
                    part = "";
                }
            }
        }
        return part;
    }

    private int leader() {
        for (int i = 0; i < MEMBERS; i++) {
            if (part(i).equals("leads")) {
                return i;
            }
        }
        return -1;
    }

    /** Until both nodes live, all is protected, and the map is at least this new. */
    private MeshStatus awaitNodes(final long mapVersion) {
        final MeshStatus[] found = new MeshStatus[1];
        await(
                () -> {
                    final Holder holder = new Holder();
                    new CommandLine(holder).parseArgs("--coordinator", addresses);
                    try (OperatorLink operator = new OperatorLink(holder.options)) {
                        found[0] = operator.status();
                    } catch (final CommandFailure e) {
                        return false;
                    }
                    return found[0].isProtected()
                            && found[0].mapVersion() >= mapVersion
                            && found[0].members().stream()
                                            .filter(member ->
                                                    member.role() == Role.NODE && member.state() == MemberState.LIVE)
                                            .count()
                                    == 2;
                },
                "two nodes, all protected, map " + mapVersion);
        return found[0];
    }

    private void await(final BooleanSupplier condition, final String what) {
        final long startNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - startNs > PATIENCE_NS) {
                throw new AssertionError("waited too long until " + what + said());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(100);
            } catch (final InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private String said() {
        final StringBuilder said = new StringBuilder();
        processes.forEach(process -> said.append('\n').append(process.errors()));
        return said.toString();
    }

    private static String addresses() {
        final List<String> all = new ArrayList<>();
        final int first = RoleProcess.freePorts(5 * MEMBERS);
        for (int i = 0; i < MEMBERS; i++) {
            all.add("localhost:" + (first + 5 * i));
        }
        return String.join(",", all);
    }

    @CommandLine.Command
    private static final class Holder {
        @CommandLine.Mixin
        private final MeshOptions options = new MeshOptions();
    }
}
