package io.octarchy.perf.roundtrip;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The second process, seen from the first. */
final class PeerProcess implements AutoCloseable {
    private static final long STOP_SECONDS = 10;

    private final Process process;
    private final BufferedReader answers;
    private final PrintStream requests;
    private final String[] endpoints;

    PeerProcess(final IdleMode idle, final Path directory, final String rawEndpoint, final String controlEndpoint) {
        try {
            process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                            "-XX:+UseParallelGC",
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            PeerMain.class.getName(),
                            idle.name(),
                            directory.toString(),
                            rawEndpoint,
                            controlEndpoint))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        requests = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        endpoints = answer().split(" ");
    }

    String rawEndpoint() {
        return endpoints[0];
    }

    String controlEndpoint() {
        return endpoints[1];
    }

    String ask(final String request) {
        requests.println(request);
        return answer();
    }

    private String answer() {
        try {
            final String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException("the second process ended; see its message above");
            }
            return line;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        requests.close();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (final InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
