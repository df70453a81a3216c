package io.octarchy.mesh.fleet.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.octarchy.mesh.fleet.NodeProvider.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LocalProcessProviderTest {
    @TempDir
    Path logs;

    private long nowNs = 1;

    private LocalProcessProvider provider(final String... command) {
        return new LocalProcessProvider(List.of(command), logs, 2, () -> nowNs);
    }

    private static void await(final BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(10);
        }
    }

    @Test
    void shouldStartEachLaunchOnceAndEndIt() throws Exception {
        try (LocalProcessProvider provider =
                provider("sh", "-c", "echo launch {launch} number {number}; exec sleep 60")) {
            assertEquals(Outcome.DONE, provider.start(7));
            assertEquals(Outcome.DONE, provider.start(7));
            assertEquals(1, provider.started());
            await(() -> logged("launch 7 number 1"));
            provider.stop(7);
            await(() -> provider.stop(7) == Outcome.DONE);
            assertEquals(Outcome.FAILED, provider.start(7), "a launch is one life");
            assertEquals(Outcome.DONE, provider.start(8));
            provider.kill(8);
            await(() -> provider.kill(8) == Outcome.DONE);
            assertEquals(0, provider.running());
            assertEquals(Outcome.DONE, provider.stop(99), "somebody else's");
        }
    }

    private boolean logged(final String text) {
        try {
            return Files.readString(logs.resolve("node-1.log")).contains(text);
        } catch (final java.io.IOException e) {
            return false;
        }
    }

    @Test
    void shouldRefuseMoreThanItsBoundAndWhatCannotBeStarted() {
        try (LocalProcessProvider provider = provider("sleep", "60")) {
            assertEquals(Outcome.DONE, provider.start(1));
            assertEquals(Outcome.DONE, provider.start(2));
            assertEquals(Outcome.FAILED, provider.start(3));
            assertTrue(provider.reason(3).contains("all 2"), provider.reason(3));
        }
        try (LocalProcessProvider provider = provider("/no/such/program")) {
            assertEquals(Outcome.FAILED, provider.start(1));
            assertTrue(provider.reason(1).contains("/no/such/program"), provider.reason(1));
        }
    }

    @Test
    void shouldPauseAfterProcessesThatEndAtOnce() throws Exception {
        try (LocalProcessProvider provider = provider("sh", "-c", "exit 3")) {
            assertEquals(Outcome.DONE, provider.start(1));
            await(() -> provider.running() == 0);
            assertTrue(provider.reason(1).contains("exit code 3"), provider.reason(1));
            assertEquals(Outcome.PENDING, provider.start(2));
            nowNs += 1_500_000_000L;
            assertEquals(Outcome.DONE, provider.start(2));
            await(() -> provider.running() == 0);
            assertEquals(Outcome.PENDING, provider.start(3));
            nowNs += 1_500_000_000L;
            assertEquals(Outcome.PENDING, provider.start(3), "twice as long");
        }
    }
}
