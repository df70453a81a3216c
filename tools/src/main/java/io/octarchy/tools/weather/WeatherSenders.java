package io.octarchy.tools.weather;

import io.aeron.driver.DriverConductorProxy;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.SendChannelEndpointSupplier;
import io.aeron.driver.media.SendChannelEndpoint;
import io.aeron.driver.media.UdpChannel;
import io.aeron.protocol.NakFlyweight;
import io.aeron.protocol.RttMeasurementFlyweight;
import io.aeron.protocol.StatusMessageFlyweight;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;

/** Makes the sending half of channels that feel the weather. Named by a system property, so it has no arguments. */
public final class WeatherSenders implements SendChannelEndpointSupplier {
    private final Weather weather;
    private final int process;

    /** The weather that this JVM's properties name; none: it is always fair. */
    public WeatherSenders() {
        this(Weather.here(), Weather.process());
    }

    WeatherSenders(final Weather weather, final int process) {
        this.weather = weather;
        this.process = process;
    }

    @Override
    public SendChannelEndpoint newInstance(
            final UdpChannel channel, final AtomicCounter status, final MediaDriver.Context context) {
        return weather == null
                ? new SendChannelEndpoint(channel, status, context)
                : new Sender(channel, status, context, weather, process);
    }

    private static final class Sender extends SendChannelEndpoint {
        private static final int MAX_OVERTAKING = 4;

        private final Weather weather;
        private final int process;
        private final int port;
        private final SplittableRandom random;
        private ByteBuffer late = ByteBuffer.allocateDirect(0);
        private int overtaking;

        Sender(
                final UdpChannel channel,
                final AtomicCounter status,
                final MediaDriver.Context context,
                final Weather weather,
                final int process) {
            super(channel, status, context);
            this.weather = weather;
            this.process = process;
            port = channel.remoteData().getPort();
            random = new SplittableRandom(process * 65_537L + port);
        }

        private boolean isCutOff() {
            return weather.isIsolated(process) || weather.isCut(process, port);
        }

        @Override
        public int send(final ByteBuffer datagram) {
            final int length = datagram.remaining();
            final Fate fate = isCutOff() ? Fate.IS_LOST : Fate.draw(weather, random);
            final int sent =
                    switch (fate) {
                        case ARRIVES -> super.send(datagram);
                        case IS_LOST -> length;
                        case COMES_TWICE -> sendTwice(datagram);
                        case COMES_LATE -> keep(datagram);
                    };
            if (overtaking > 0 && fate != Fate.COMES_LATE && --overtaking == 0 && !isCutOff()) {
                super.send(late);
            }
            return sent;
        }

        private int sendTwice(final ByteBuffer datagram) {
            final int start = datagram.position();
            super.send(datagram);
            datagram.position(start);
            return super.send(datagram);
        }

        /** One at a time: a second one goes at once. */
        private int keep(final ByteBuffer datagram) {
            final int length = datagram.remaining();
            if (overtaking > 0) {
                return super.send(datagram);
            }
            if (late.capacity() < length) {
                late = ByteBuffer.allocateDirect(length);
            }
            late.clear().put(datagram).flip();
            overtaking = 1 + random.nextInt(MAX_OVERTAKING);
            return length;
        }

        @Override
        public void onStatusMessage(
                final StatusMessageFlyweight message,
                final UnsafeBuffer buffer,
                final int length,
                final InetSocketAddress from,
                final DriverConductorProxy conductor) {
            if (!isCutOff()) {
                super.onStatusMessage(message, buffer, length, from, conductor);
            }
        }

        @Override
        public void onNakMessage(
                final NakFlyweight message, final UnsafeBuffer buffer, final int length, final InetSocketAddress from) {
            if (!isCutOff()) {
                super.onNakMessage(message, buffer, length, from);
            }
        }

        @Override
        public void onRttMeasurement(
                final RttMeasurementFlyweight message,
                final UnsafeBuffer buffer,
                final int length,
                final InetSocketAddress from) {
            if (!isCutOff()) {
                super.onRttMeasurement(message, buffer, length, from);
            }
        }
    }
}
