package io.octarchy.perf.roundtrip;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The second process. Its arguments: idle mode, directory of its driver, and the endpoints of the first process. It tells
 * its own endpoints on standard output and then does what standard input says, a line at a time; at the end of the input it
 * ends, so that it never outlives the first.
 */
public final class PeerMain {
    private PeerMain() {}

    public static void main(final String[] args) throws IOException {
        final PrintStream out = System.out;
        try (BenchPeer peer = new BenchPeer(2, IdleMode.valueOf(args[0]), Path.of(args[1]))) {
            peer.start(args[2], args[3]);
            out.println(peer.rawEndpoint() + " " + peer.controlEndpoint());
            final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.println(answer(peer, line.split(" ")));
            }
        }
    }

    private static String answer(final BenchPeer peer, final String[] request) {
        switch (request[0]) {
            case "start" -> peer.startHandover(Integer.parseInt(request[1]), Long.parseLong(request[2]));
            case "halt" -> peer.haltHandover();
            case "clear" -> peer.clear();
            case "samples" -> {
                return peer.handoverSamples().encode();
            }
            case "irregularities" -> {
                return peer.irregularities();
            }
            default -> throw new IllegalArgumentException(request[0]);
        }
        return "done";
    }
}
