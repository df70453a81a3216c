package io.octarchy.tools.weather;

import io.aeron.driver.DataPacketDispatcher;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ReceiveChannelEndpointSupplier;
import io.aeron.driver.media.ReceiveChannelEndpoint;
import io.aeron.driver.media.UdpChannel;
import io.aeron.protocol.DataHeaderFlyweight;
import io.aeron.protocol.RttMeasurementFlyweight;
import io.aeron.protocol.SetupFlyweight;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;

/** Makes the receiving half of channels that feel the weather: what it answers to senders may be lost as well. */
public final class WeatherReceivers implements ReceiveChannelEndpointSupplier {
    private final Weather weather;
    private final int process;

    /** The weather that this JVM's properties name; none: it is always fair. */
    public WeatherReceivers() {
        this(Weather.here(), Weather.process());
    }

    WeatherReceivers(final Weather weather, final int process) {
        this.weather = weather;
        this.process = process;
    }

    @Override
    public ReceiveChannelEndpoint newInstance(
            final UdpChannel channel,
            final DataPacketDispatcher dispatcher,
            final AtomicCounter status,
            final MediaDriver.Context context) {
        return weather == null
                ? new ReceiveChannelEndpoint(channel, dispatcher, status, context)
                : new Receiver(channel, dispatcher, status, context, weather, process);
    }

    private static final class Receiver extends ReceiveChannelEndpoint {
        private final Weather weather;
        private final int process;
        private final SplittableRandom random;

        Receiver(
                final UdpChannel channel,
                final DataPacketDispatcher dispatcher,
                final AtomicCounter status,
                final MediaDriver.Context context,
                final Weather weather,
                final int process) {
            super(channel, dispatcher, status, context);
            this.weather = weather;
            this.process = process;
            random = new SplittableRandom(~process);
        }

        @Override
        public int sendTo(final ByteBuffer datagram, final InetSocketAddress to) {
            if (weather.isIsolated(process) || Fate.draw(weather, random) == Fate.IS_LOST) {
                return datagram.remaining();
            }
            return super.sendTo(datagram, to);
        }

        @Override
        public int onDataPacket(
                final DataHeaderFlyweight header,
                final UnsafeBuffer buffer,
                final int length,
                final InetSocketAddress from,
                final int transport) {
            return weather.isIsolated(process) ? 0 : super.onDataPacket(header, buffer, length, from, transport);
        }

        @Override
        public void onSetupMessage(
                final SetupFlyweight header,
                final UnsafeBuffer buffer,
                final int length,
                final InetSocketAddress from,
                final int transport) {
            if (!weather.isIsolated(process)) {
                super.onSetupMessage(header, buffer, length, from, transport);
            }
        }

        @Override
        public void onRttMeasurement(
                final RttMeasurementFlyweight header,
                final UnsafeBuffer buffer,
                final int length,
                final InetSocketAddress from,
                final int transport) {
            if (!weather.isIsolated(process)) {
                super.onRttMeasurement(header, buffer, length, from, transport);
            }
        }
    }
}
