package io.octarchy.tools.role;

import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.tools.cli.HostPort;
import io.octarchy.tools.config.ConfigFiles;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What every command needs that has to do with a running mesh: its settings, and where its coordinator is. */
final class MeshOptions {
    private static final String COORDINATOR = "--coordinator";

    @Option(names = "--config", paramLabel = "FILE", description = "Settings; octarchy.conf of this folder if present.")
    private Path config;

    @Option(
            names = COORDINATOR,
            paramLabel = "HOST:PORT[,HOST:PORT...]",
            description = "The coordinator's members, in their order. Default: localhost and coordinator.port.")
    private String coordinator;

    private MeshSettings settings;

    /** @throws io.octarchy.tools.cli.CommandFailure when a setting is wrong. */
    MeshSettings settings() {
        if (settings == null) {
            settings = ConfigFiles.load(config).settings();
        }
        return settings;
    }

    /** The first of the coordinator's members. */
    HostPort firstMember() {
        return HostPort.parse(COORDINATOR, addresses()[0]);
    }

    /** All members of the coordinator's cluster: {@code 0=host:port,1=host:port}. */
    String ingressEndpoints() {
        final StringBuilder text = new StringBuilder();
        final String[] addresses = addresses();
        for (int i = 0; i < addresses.length; i++) {
            text.append(i == 0 ? "" : ",").append(i).append('=').append(HostPort.parse(COORDINATOR, addresses[i]));
        }
        return text.toString();
    }

    /** As a person would write it. */
    String shownCoordinator() {
        return String.join(",", addresses());
    }

    private String[] addresses() {
        final String given =
                coordinator == null ? "localhost:" + settings().operation().coordinatorPort() : coordinator;
        final String[] addresses = given.split(",", -1);
        for (int i = 0; i < addresses.length; i++) {
            final String address = addresses[i].strip();
            addresses[i] = address.startsWith(i + "=") ? address.substring(address.indexOf('=') + 1) : address;
        }
        return addresses;
    }
}
