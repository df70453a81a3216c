package io.octarchy.mesh.session;

import io.octarchy.codec.client.ConnectEncoder;
import io.octarchy.codec.client.InputEncoder;
import io.octarchy.codec.client.LoginEncoder;
import io.octarchy.codec.client.LoginStatus;
import io.octarchy.codec.client.LogoutEncoder;
import io.octarchy.codec.client.MessageHeaderEncoder;
import io.octarchy.codec.client.SessionClosedEncoder;
import io.octarchy.codec.client.SessionHomeEncoder;
import io.octarchy.codec.client.ViewEncoder;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/** Messages of the session protocol as bytes. */
public final class Messages {
    private static final int ROOM = 2_048;

    private Messages() {}

    public static byte[] connect(final long correlation, final int version, final int stream, final String channel) {
        final UnsafeBuffer buffer = buffer();
        final ConnectEncoder encoder = new ConnectEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .correlation(correlation)
                .protocolVersion(version)
                .responseStream(stream)
                .responseChannel(channel);
        return bytes(buffer, encoder.limit());
    }

    public static byte[] login(
            final int client, final long correlation, final long player, final double x, final double y) {
        final UnsafeBuffer buffer = buffer();
        final LoginEncoder encoder = new LoginEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .client(client)
                .correlation(correlation)
                .player(player)
                .x(x)
                .y(y)
                .z(0)
                .putToken(new byte[0], 0, 0);
        return bytes(buffer, encoder.limit());
    }

    public static byte[] input(final long session, final int sequence, final float moveX, final float yaw) {
        final UnsafeBuffer buffer = buffer();
        final InputEncoder encoder = new InputEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .session(session)
                .sequence(sequence)
                .moveX(moveX)
                .moveY(0)
                .moveZ(0)
                .yaw(yaw)
                .buttons(7);
        return bytes(buffer, encoder.limit());
    }

    public static byte[] logout(final long session) {
        final UnsafeBuffer buffer = buffer();
        final LogoutEncoder encoder = new LogoutEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).session(session);
        return bytes(buffer, encoder.limit());
    }

    public static byte[] home(
            final long session,
            final long entity,
            final int owner,
            final int fence,
            final long epoch,
            final LoginStatus status) {
        final UnsafeBuffer buffer = buffer();
        final SessionHomeEncoder encoder = new SessionHomeEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .session(session)
                .entity(entity)
                .owner(owner)
                .fence(fence)
                .epoch(epoch)
                .status(status);
        return bytes(buffer, encoder.limit());
    }

    public static byte[] closed(final long session, final int owner, final int fence) {
        final UnsafeBuffer buffer = buffer();
        final SessionClosedEncoder encoder = new SessionClosedEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .session(session)
                .owner(owner)
                .fence(fence);
        return bytes(buffer, encoder.limit());
    }

    public static byte[] view(
            final long session,
            final int owner,
            final int fence,
            final long epoch,
            final long tick,
            final int sequence,
            final int lastInput,
            final int entries) {
        final UnsafeBuffer buffer = buffer();
        final ViewEncoder encoder = new ViewEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .session(session)
                .owner(owner)
                .fence(fence)
                .epoch(epoch)
                .tick(tick)
                .lastInput(lastInput)
                .sequence(sequence);
        encoder.flags().clear().reset(sequence == 1).last(true);
        encoder.putEntries(new byte[entries], 0, entries);
        return bytes(buffer, encoder.limit());
    }

    private static UnsafeBuffer buffer() {
        return new UnsafeBuffer(new byte[ROOM]);
    }

    private static byte[] bytes(final UnsafeBuffer buffer, final int length) {
        return Arrays.copyOf(buffer.byteArray(), length);
    }
}
