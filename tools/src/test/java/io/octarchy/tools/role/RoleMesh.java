package io.octarchy.tools.role;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.octarchy.codec.control.Role;
import io.octarchy.tools.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What tests of a mesh of real processes share. */
abstract class RoleMesh {
    /** Roamers and piles of gold in the example game. */
    static final int ARENA = 600;

    static final List<String> NAMES = List.of("one", "two", "three");
    static final long END_SECONDS = 30;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);

    final List<RoleProcess> processes = new ArrayList<>();
    final int coordinatorPort = RoleProcess.freePorts(5);

    @TempDir
    Path folder;

    @AfterEach
    void endAll() throws Exception {
        for (final RoleProcess process : processes) {
            process.end();
        }
    }

    static int entities(final MeshStatus status) {
        return status.members().stream()
                .filter(MeshStatus.MemberStatus::isLiving)
                .mapToInt(MeshStatus.MemberStatus::entities)
                .sum();
    }

    RoleProcess coordinator() throws IOException {
        return role("coordinator", "--port", port());
    }

    String config(final String setting) throws IOException {
        return Files.writeString(folder.resolve("test.conf"), setting).toString();
    }

    String port() {
        return Integer.toString(coordinatorPort);
    }

    String address() {
        return "localhost:" + coordinatorPort;
    }

    RoleProcess role(final String role, final String... options) throws IOException {
        final String parent = Long.toString(ProcessHandle.current().pid());
        return process(
                role + processes.size(),
                Stream.concat(Stream.of(role, "--parent", parent), Arrays.stream(options))
                        .toArray(String[]::new));
    }

    RoleProcess process(final String name, final String... words) throws IOException {
        final RoleProcess process = new RoleProcess(folder, name, words);
        processes.add(process);
        return process;
    }

    static void requireGoodEnd(final RoleProcess process) throws InterruptedException {
        assertEquals(0, process.exitCode(END_SECONDS), process::errors);
        assertEquals(List.of(), process.leftInSharedMemory());
    }

    /** Members of a role, or their sessions. */
    static int sum(final MeshStatus status, final Role role, final int each) {
        return status.members().stream()
                .filter(member -> member.role() == role)
                .mapToInt(member -> each == 0 ? member.sessions() : each)
                .sum();
    }

    MeshStatus awaitStatus(final Predicate<MeshStatus> condition) {
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

    MeshOptions options() {
        final Holder holder = new Holder();
        new CommandLine(holder).parseArgs("--coordinator", address());
        return holder.options;
    }

    String said() {
        final StringBuilder said = new StringBuilder();
        processes.forEach(process -> said.append('\n').append(process.errors()));
        return said.toString();
    }

    @CommandLine.Command
    static final class Holder {
        @CommandLine.Mixin
        private final MeshOptions options = new MeshOptions();
    }
}
