package io.octarchy.tools.role;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.codec.control.Role;
import io.octarchy.tools.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A world is backed up while it runs and restored elsewhere, with real processes and real files. */
@Tag("slow")
@Timeout(300)
class BackupRolesTest extends RoleMesh {
    private static final int PLAYERS = 20;
    private static final int LONG_SECONDS = 300;

    private RoleProcess coordinator(final Path directory) throws IOException {
        return role(
                "coordinator",
                "--port",
                port(),
                "--directory",
                directory.toString(),
                "--config",
                minNodes(NAMES.size()));
    }

    private String minNodes(final int nodes) throws IOException {
        return config("balance.minNodes = " + nodes);
    }

    private RoleProcess node(final String name, final Path store) throws IOException {
        return role("node", "--name", name, "--coordinator", address(), "--store", store.toString());
    }

    private Path store(final String name) {
        return folder.resolve("store-" + name);
    }

    private RoleProcess backup(final Path to) throws IOException {
        return process("backup" + processes.size(), "backup", "--coordinator", address(), "--to", to.toString());
    }

    private RoleProcess restore(final Path from, final Path coordinator, final List<Path> stores) throws IOException {
        final List<String> words = new ArrayList<>(
                List.of("restore", "--from", from.toString(), "--coordinator-directory", coordinator.toString()));
        stores.forEach(store -> words.addAll(List.of("--store", store.toString())));
        return process("restore" + processes.size(), words.toArray(String[]::new));
    }

    private void players(final String gateway) throws IOException {
        final String port = Integer.toString(RoleProcess.freePorts(1));
        role("gateway", "--name", gateway, "--coordinator", address(), "--port", port);
        awaitStatus(status -> status.members().stream()
                .anyMatch(member -> member.isLiving() && member.name().equals(gateway)));
        process(
                "swarm" + processes.size(),
                "swarm",
                "--endpoint",
                "localhost:" + port,
                "--players",
                Integer.toString(PLAYERS),
                "--report",
                folder.resolve(gateway).toString(),
                "--seconds",
                Integer.toString(LONG_SECONDS));
        awaitStatus(status -> sum(status, Role.GATEWAY, 0) == PLAYERS);
    }

    private static void requireFailure(final RoleProcess process, final ExitCode code, final String text)
            throws InterruptedException {
        assertEquals(code.code(), process.exitCode(END_SECONDS), process::errors);
        assertTrue(process.errors().contains(text), process::errors);
        assertFalse(process.errors().contains("\tat "), process::errors);
    }

    @Test
    void shouldRestoreAWorldThatWasBackedUpWhileItRan() throws Exception {
        coordinator(folder.resolve("coordinator"));
        final List<RoleProcess> nodes = new ArrayList<>();
        for (final String name : NAMES) {
            nodes.add(node(name, store(name)));
        }
        awaitStatus(status ->
                sum(status, Role.NODE, 1) == NAMES.size() && status.isProtected() && entities(status) == ARENA);
        players("gate");
        Thread.sleep(3_000);
        final Path backup = folder.resolve("backup");
        final long tick = awaitStatus(status -> status.cut() > 0).tick();
        final RoleProcess command = backup(backup);
        assertEquals(0, command.exitCode(END_SECONDS), () -> command.errors() + said());
        System.out.println(command.output());
        requireFailure(backup(backup), ExitCode.CONFIGURATION, "is not empty");
        final long after = awaitStatus(status -> status.cut() > tick + 100).cut();
        assertTrue(after > tick, "images go on");

        final Path newCoordinator = folder.resolve("new-coordinator");
        final List<Path> stores = List.of(folder.resolve("new-a"), folder.resolve("new-b"));
        requireFailure(
                restore(backup, newCoordinator, List.of(store("one"), stores.get(0))),
                ExitCode.CONFIGURATION,
                "A process that runs has");
        for (final RoleProcess process : processes) {
            process.kill();
        }
        requireFailure(
                restore(backup, newCoordinator, List.of(store("one"), stores.get(0))),
                ExitCode.CONFIGURATION,
                "is not empty");
        requireRefusals(backup, newCoordinator, stores);

        final RoleProcess restored = restore(backup, newCoordinator, stores);
        assertEquals(0, restored.exitCode(END_SECONDS), restored::errors);
        System.out.println(restored.output());
        final BackupLedger then = BackupLedger.of(backup);
        assertTrue(then.entities() >= ARENA + PLAYERS - 10, then::toString);

        final RoleProcess lead = coordinator(newCoordinator);
        final RoleProcess stranger = node("stranger", store("two"));
        requireFailure(stranger, ExitCode.CONFIGURATION, "what this node kept is of another mesh");
        final List<RoleProcess> fresh =
                List.of(node("a", stores.get(0)), node("b", stores.get(1)), node("c", store("c")));
        awaitStatus(status -> sum(status, Role.NODE, 1) == fresh.size()
                && !status.isOpen()
                && status.isProtected()
                && entities(status) >= then.lasting().size());
        // Without a snapshot of its own it begins with the backup's world again, and reads its log.
        lead.kill();
        coordinator(newCoordinator);
        players("new-gate");
        awaitStatus(status -> sum(status, Role.NODE, 0) == PLAYERS && status.isProtected());
        final MeshStatus now = awaitStatus(status -> status.cut() > 0);
        assertTrue(now.cut() > tick, () -> "went back to tick " + now.cut());
        Thread.sleep(3_000);
        final Path second = folder.resolve("second-backup");
        final RoleProcess again = backup(second);
        assertEquals(0, again.exitCode(END_SECONDS), () -> again.errors() + said());
        final BackupLedger last = BackupLedger.of(second);
        System.out.println(then + "; later " + last);
        assertEquals(then.gold(), last.gold(), "gold");
        assertEquals(then.lasting(), last.lasting(), "entities");
        for (final RoleProcess process : fresh) {
            process.tellToEnd();
            requireGoodEnd(process);
        }
    }

    private void requireRefusals(final Path backup, final Path coordinator, final List<Path> stores) throws Exception {
        final Path part;
        try (Stream<Path> files = Files.list(backup)) {
            part = files.filter(file -> file.getFileName().toString().startsWith("part-"))
                    .findFirst()
                    .orElseThrow();
        }
        final byte[] whole = Files.readAllBytes(part);
        final byte[] damaged = whole.clone();
        damaged[whole.length / 2] ^= 1;
        Files.write(part, damaged);
        requireFailure(restore(backup, coordinator, stores), ExitCode.CONFIGURATION, "is damaged");
        Files.delete(part);
        requireFailure(restore(backup, coordinator, stores), ExitCode.CONFIGURATION, "is missing");
        Files.write(part, whole);
        final Path manifest = backup.resolve("manifest");
        final String text = Files.readString(manifest);
        Files.writeString(manifest, text.replace("format 1", "format 9"));
        requireFailure(restore(backup, coordinator, stores), ExitCode.CONFIGURATION, "of a newer release");
        Files.delete(manifest);
        requireFailure(restore(backup, coordinator, stores), ExitCode.CONFIGURATION, "There is no backup in");
        Files.writeString(manifest, text);
        assertFalse(Files.exists(coordinator));
        stores.forEach(store -> assertFalse(Files.exists(store)));
    }
}
