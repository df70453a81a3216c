package io.octarchy.replicator.aeron;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchExceptionTest {
    private static final long TOO_MUCH = 1L << 60;

    @TempDir
    Path directory;

    @Test
    void shouldNameThePortThatIsInUseAndWhoWantsIt() throws IOException {
        try (DatagramSocket holder = new DatagramSocket(new InetSocketAddress("localhost", 0))) {
            final int port = holder.getLocalPort();
            final AddressException fault = refused("localhost", port);
            assertContains(fault.problem(), "UDP port " + port + " of localhost is in use", "node-7 wants it");
            assertContains(fault.remedy(), "ss -ulpn | grep " + port, "choose another port");
            assertContains(fault.getMessage(), fault.problem(), fault.remedy());
        }
    }

    @Test
    void shouldLeaveAFreePortFree() throws IOException {
        final int port;
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress("localhost", 0))) {
            port = socket.getLocalPort();
        }
        AddressException.requireFree("localhost", port, "node-7");
        AddressException.requireFree("localhost", port, "node-7");
        AddressException.requireFree("localhost", 0, "node-7");
    }

    @Test
    void shouldRefuseAHostThatIsUnknownOrNotThisMachine() {
        assertContains(refused("no-such-host.invalid", 0).problem(), "no-such-host.invalid", "unknown");
        // An address for documentation: nobody has it.
        assertContains(refused("192.0.2.1", 0).problem(), "Cannot receive at 192.0.2.1:0");
        assertContains(refused("localhost", 65_536).problem(), "65536", "0..65535");
    }

    @Test
    void shouldSayHowMuchRoomIsMissingAndWhere() {
        final Path wanted = directory.resolve("not").resolve("there");
        final NoRoomException fault =
                assertThrows(NoRoomException.class, () -> MediaDrivers.requireRoom(wanted, TOO_MUCH));
        assertContains(fault.problem(), wanted.toString(), (TOO_MUCH >> 20) + " MiB needed", "MiB usable on ");
        assertContains(fault.remedy(), "Delete", "--shm-size=", "remount");
        assertFalse(Files.exists(wanted.getParent()), "asking makes nothing");
        assertDoesNotThrow(() -> MediaDrivers.requireRoom(wanted, 1));
    }

    private static AddressException refused(final String host, final int port) {
        return assertThrows(AddressException.class, () -> AddressException.requireFree(host, port, "node-7"));
    }

    private static void assertContains(final String text, final String... parts) {
        for (final String part : parts) {
            assertTrue(text.contains(part), () -> part + " is not in: " + text);
        }
    }
}
