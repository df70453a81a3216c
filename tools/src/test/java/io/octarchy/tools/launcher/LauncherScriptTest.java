package io.octarchy.tools.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script at the root, in a checkout of its own with a Maven and a JDK that only write down how they were called. */
@Timeout(60)
class LauncherScriptTest {
    private static final Path SCRIPT = Path.of("").toAbsolutePath().getParent().resolve("octarchy");

    @TempDir
    private Path temp;

    private Path checkout;
    private Path jar;
    private Path jdk;

    @BeforeEach
    void makeCheckout() throws IOException {
        checkout = Files.createDirectories(temp.resolve("a checkout"));
        jar = checkout.resolve("tools/target/octarchy.jar");
        Files.copy(SCRIPT, checkout.resolve("octarchy"));
        Files.createDirectories(checkout.resolve("codecs/src/main"));
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        jdk = temp.resolve("jdk");
        script(jdk.resolve("bin/java"), "printf 'java'; printf ' <%s>' \"$@\"; echo; exit 7");
        script(jdk.resolve("bin/javac"), "exit 1");
        release("17.0.9");
        script(
                temp.resolve("bin/mvn"),
                "echo \"$@\" >>'" + mavenLog() + "'; echo noise; sleep 0.2",
                "mkdir -p tools/target && touch tools/target/octarchy.jar");
    }

    @Test
    void shouldBuildAndPassArgumentsAndExitCodeOn() throws Exception {
        final Run run = launch(Map.of(), "demo", "two words");
        assertEquals(7, run.exitCode);
        assertTrue(run.out.endsWith("<-jar> <" + jar + "> <demo> <two words>\n"), run::toString);
        assertEquals(1, run.out.lines().count(), "nothing but the command's own output: " + run);
        assertTrue(run.err.contains("noise"), run::toString);
        assertEquals(1, builds());
    }

    @Test
    void shouldTuneTheCompilerForSeedsAndForPlantedBugs() throws Exception {
        final String demo = launch(Map.of(), "demo").out;
        final String seeds = launch(Map.of(), "simulate", "--seeds", "9").out;
        final String hunt = launch(Map.of(), "simulate", "--mutants", "all").out;
        assertFalse(demo.contains("TrapLimit") || demo.contains("TieredStopAtLevel"), demo);
        assertTrue(seeds.contains("<-XX:PerMethodTrapLimit=0>") && !seeds.contains("TieredStopAtLevel"), seeds);
        assertTrue(hunt.contains("<-XX:TieredStopAtLevel=1>"), hunt);
    }

    @Test
    void shouldBuildAgainOnlyWhenASourceIsNewer() throws Exception {
        launch(Map.of());
        launch(Map.of());
        assertEquals(1, builds());
        final Path source = Files.writeString(checkout.resolve("codecs/src/main/A.java"), "class A {}");
        inTheFuture(source);
        launch(Map.of());
        assertEquals(2, builds());
    }

    @Test
    void shouldBuildOnceWhenStartedTwiceAtOnce() throws Exception {
        final List<Process> processes = List.of(
                builder(Map.of(), List.of()).start(),
                builder(Map.of(), List.of()).start());
        for (final Process process : processes) {
            assertEquals(7, process.waitFor());
        }
        assertEquals(1, builds());
    }

    @Test
    void shouldFindItsCheckoutThroughALink() throws Exception {
        final Path link = Files.createSymbolicLink(temp.resolve("link"), Path.of("a checkout/octarchy"));
        final Run run = run(new ProcessBuilder("bash", link.toString()), Map.of());
        assertEquals(7, run.exitCode);
        assertTrue(run.out.contains("<" + jar.toRealPath() + ">"), run::toString);
    }

    @Test
    void shouldAddTheUsersJvmOptionsLast() throws Exception {
        final Run run = launch(Map.of("OCTARCHY_JAVA_OPTS", "-Xmx1g -ea"));
        assertTrue(run.out.contains("<-Xmx1g> <-ea> <-jar>"), run::toString);
    }

    @Test
    void shouldRefuseAnOldJvm() throws Exception {
        release("11.0.2");
        final Run run = launch(Map.of());
        assertEquals(3, run.exitCode);
        assertTrue(run.err.contains("is Java 11") && run.err.contains("JDK 17 or newer"), run::toString);
    }

    @Test
    void shouldRefuseAWrongJavaHome() throws Exception {
        final Run run = launch(Map.of("JAVA_HOME", "/no/such/jdk"));
        assertEquals(3, run.exitCode);
        assertTrue(run.err.contains("/no/such/jdk"), run::toString);
    }

    @Test
    void shouldRefuseToBuildWithAJreOnly() throws Exception {
        Files.delete(jdk.resolve("bin/javac"));
        final Run run = launch(Map.of());
        assertEquals(3, run.exitCode);
        assertTrue(run.err.contains("JRE"), run::toString);
    }

    @Test
    void shouldRunTheOldJarWhenThereIsNoMaven() throws Exception {
        withoutMaven();
        final Run refused = launch(Map.of());
        assertEquals(3, refused.exitCode);
        assertTrue(refused.err.contains("no Maven"), refused::toString);
        Files.createDirectories(jar.getParent());
        Files.createFile(jar);
        inTheFuture(checkout.resolve("pom.xml"));
        final Run run = launch(Map.of());
        assertEquals(7, run.exitCode);
        assertTrue(run.err.contains("running the old jar"), run::toString);
    }

    @Test
    void shouldSayThatTheBuildFailed() throws Exception {
        script(temp.resolve("bin/mvn"), "echo broken source; exit 1");
        final Run run = launch(Map.of());
        assertEquals(3, run.exitCode);
        assertEquals("", run.out);
        assertTrue(run.err.contains("broken source") && run.err.contains("The build failed"), run::toString);
    }

    private void release(final String version) throws IOException {
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    /** Replaces the path by a directory that has the script's tools, but no Maven. */
    private void withoutMaven() throws IOException {
        Files.delete(temp.resolve("bin/mvn"));
        for (final String tool : List.of("bash", "dirname", "readlink", "sed", "head", "find", "rm", "mktemp")) {
            final Path found = Stream.of(System.getenv("PATH").split(":"))
                    .map(directory -> Path.of(directory, tool))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow();
            script(temp.resolve("bin").resolve(tool), "exec " + found + " \"$@\"");
        }
    }

    private static void inTheFuture(final Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() + 10_000));
    }

    private Path mavenLog() {
        return temp.resolve("mvn.log");
    }

    private int builds() throws IOException {
        return Files.readAllLines(mavenLog()).size();
    }

    private Run launch(final Map<String, String> environment, final String... args) throws Exception {
        return run(builder(environment, List.of(args)), environment);
    }

    private ProcessBuilder builder(final Map<String, String> environment, final List<String> args) {
        final List<String> command = Stream.concat(
                        Stream.of(bash(), checkout.resolve("octarchy").toString()), args.stream())
                .toList();
        return prepare(new ProcessBuilder(command), environment);
    }

    private static String bash() {
        return Files.isExecutable(Path.of("/bin/bash")) ? "/bin/bash" : "bash";
    }

    private ProcessBuilder prepare(final ProcessBuilder builder, final Map<String, String> environment) {
        final boolean maven = Files.exists(temp.resolve("bin/mvn"));
        final Map<String, String> variables = builder.environment();
        variables.remove("OCTARCHY_JAVA_OPTS");
        variables.put("JAVA_HOME", jdk.toString());
        variables.put("PATH", temp.resolve("bin") + (maven ? ":" + System.getenv("PATH") : ""));
        variables.putAll(environment);
        return builder.directory(temp.toFile());
    }

    private Run run(final ProcessBuilder builder, final Map<String, String> environment) throws Exception {
        final Path out = temp.resolve("out.txt");
        final Path err = temp.resolve("err.txt");
        final Process process = prepare(builder, environment)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "the script does not end");
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static void script(final Path file, final String... lines) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, ("#!/bin/sh\n" + String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        assertTrue(file.toFile().setExecutable(true));
    }

    private record Run(int exitCode, String out, String err) {}
}
