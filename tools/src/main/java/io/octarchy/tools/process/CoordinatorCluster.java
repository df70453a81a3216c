package io.octarchy.tools.process;

import io.octarchy.mesh.coordinator.aeron.CoordinatorConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.agrona.CloseHelper;

/** A coordinator of this machine whose members are processes: one, or three so that one may fail. One thread calls. */
public final class CoordinatorCluster implements AutoCloseable {
    /** Below the ports that the system hands out by itself. */
    private static final int FIRST_PORT = 20_000;

    private static final int LAST_PORT = 30_000;
    private static final int ATTEMPTS = 1_000;
    private static final String HOST = "localhost";

    private final List<Integer> ports;
    private final List<CoordinatorProcess> members = new ArrayList<>();

    /**
     * @param size members, odd.
     * @param directory for their state, a folder each.
     * @param flags of their JVMs.
     */
    public CoordinatorCluster(
            final int size, final Path config, final Path directory, final Path logs, final List<String> flags) {
        ports = freePorts(size);
        final String addresses = ports.stream().map(port -> HOST + ':' + port).collect(Collectors.joining(","));
        for (int i = 0; i < size; i++) {
            members.add(new CoordinatorProcess(addresses, i, config, directory.resolve("member-" + i), logs, flags));
        }
    }

    /** The first ports of so many members, apart from each other. */
    private static List<Integer> freePorts(final int size) {
        final List<Integer> firsts = new ArrayList<>();
        for (int attempt = 0; attempt < ATTEMPTS && firsts.size() < size; attempt++) {
            final int first = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            int free = 0;
            while (free < CoordinatorConfig.PORTS && isFree(first + free)) {
                free++;
            }
            if (free == CoordinatorConfig.PORTS
                    && firsts.stream().allMatch(other -> Math.abs(other - first) >= CoordinatorConfig.PORTS)) {
                firsts.add(first);
            }
        }
        if (firsts.size() < size) {
            throw new IllegalStateException("no " + CoordinatorConfig.PORTS + " UDP ports in a row are free here");
        }
        return firsts;
    }

    private static boolean isFree(final int port) {
        try (DatagramSocket socket = new DatagramSocket(null)) {
            socket.bind(new InetSocketAddress(HOST, port));
            return true;
        } catch (final IOException | UncheckedIOException e) {
            return false;
        }
    }

    /** Where members of the mesh reach it. */
    public String ingressEndpoints() {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < ports.size(); i++) {
            text.append(i == 0 ? "" : ",")
                    .append(i)
                    .append('=')
                    .append(HOST)
                    .append(':')
                    .append(ports.get(i));
        }
        return text.toString();
    }

    public List<CoordinatorProcess> members() {
        return List.copyOf(members);
    }

    /** The member that says that it leads, or null. */
    public CoordinatorProcess leader() {
        CoordinatorProcess leader = null;
        for (final CoordinatorProcess member : members) {
            if (member.part() == CoordinatorProcess.Part.LEADS) {
                leader = member;
            }
        }
        return leader;
    }

    /** Does one lead, and do all others follow? */
    public boolean isWhole() {
        int leaders = 0;
        for (final CoordinatorProcess member : members) {
            final CoordinatorProcess.Part part = member.part();
            if (part == CoordinatorProcess.Part.NONE) {
                return false;
            }
            leaders += part == CoordinatorProcess.Part.LEADS ? 1 : 0;
        }
        return leaders == 1;
    }

    @Override
    public void close() {
        CloseHelper.quietCloseAll(members);
    }
}
