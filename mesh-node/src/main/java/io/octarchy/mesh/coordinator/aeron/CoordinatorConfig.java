package io.octarchy.mesh.coordinator.aeron;

import io.octarchy.mesh.config.ConfigException;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.replicator.aeron.AddressException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a member of the coordinator's cluster lives.
 *
 * @param settings of the mesh; the same on all members.
 * @param world id that nodes are told.
 * @param memberId this one's index in members.
 * @param members of the cluster: each with its host and {@value #PORTS} ports (ingress, consensus, log, catch-up, archive).
 * @param directory for log and snapshots; a fresh one, or the one of the same member's last life.
 * @param aeronDirectory of its own media driver; unique on the machine.
 * @param deleteOnClose delete both directories when it is closed; off where the state is to outlive the process.
 */
public record CoordinatorConfig(
        MeshSettings settings,
        int world,
        int memberId,
        List<Endpoints> members,
        Path directory,
        Path aeronDirectory,
        boolean deleteOnClose) {
    /** Ports of one member. */
    public static final int PORTS = 5;

    /** A member's address. */
    public record Endpoints(String host, int ingress, int consensus, int log, int catchup, int archive) {
        /** Five ports in a row. */
        public static Endpoints from(final String host, final int basePort) {
            ConfigException.require(
                    basePort >= 1 && basePort <= 65_535 - PORTS,
                    "coordinator.port",
                    basePort + " is not in 1.." + (65_535 - PORTS));
            return new Endpoints(host, basePort, basePort + 1, basePort + 2, basePort + 3, basePort + 4);
        }

        /** @throws AddressException when one of the ports is in use, or the host is none of this machine. */
        void requireFree() {
            AddressException.requireFree(host, ingress, "the coordinator's ingress");
            AddressException.requireFree(host, consensus, "the coordinator's consensus");
            AddressException.requireFree(host, log, "the coordinator's log");
            AddressException.requireFree(host, catchup, "the coordinator's catch-up");
            AddressException.requireFree(host, archive, "the coordinator's archive");
        }

        /** Ports on this machine that nobody uses now. */
        public static Endpoints free() {
            final List<DatagramSocket> sockets = new ArrayList<>();
            final int[] ports = new int[PORTS];
            try {
                for (int i = 0; i < PORTS; i++) {
                    final DatagramSocket socket = new DatagramSocket(new InetSocketAddress("localhost", 0));
                    sockets.add(socket);
                    ports[i] = socket.getLocalPort();
                }
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                sockets.forEach(DatagramSocket::close);
            }
            return new Endpoints("localhost", ports[0], ports[1], ports[2], ports[3], ports[4]);
        }
    }

    public CoordinatorConfig {
        members = List.copyOf(members);
        ConfigException.require(
                members.size() % 2 == 1 && members.size() <= 5,
                "coordinator.members",
                members.size() + " members: use 1, or 3 so that one may fail");
        ConfigException.require(
                memberId >= 0 && memberId < members.size(),
                "coordinator.memberId",
                memberId + " is no index of the " + members.size() + " members");
    }

    /** One member on free ports, with nothing left behind: for a mesh that lives and dies with this process. */
    public static CoordinatorConfig embedded(final MeshSettings settings, final Path directory) {
        return new CoordinatorConfig(
                settings, 1, 0, List.of(Endpoints.free()), directory, directory.resolve("aeron"), true);
    }

    /** What {@link CoordinatorLink} needs: {@code 0=host:port,1=host:port}. */
    public String ingressEndpoints() {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < members.size(); i++) {
            text.append(i == 0 ? "" : ",").append(i).append('=');
            text.append(members.get(i).host()).append(':').append(members.get(i).ingress());
        }
        return text.toString();
    }

    String clusterMembers() {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < members.size(); i++) {
            final Endpoints member = members.get(i);
            text.append(i == 0 ? "" : "|").append(i);
            final int[] ports = {member.ingress, member.consensus, member.log, member.catchup, member.archive};
            for (final int port : ports) {
                text.append(',').append(member.host).append(':').append(port);
            }
        }
        return text.toString();
    }

    Endpoints own() {
        return members.get(memberId);
    }
}
