package io.octarchy.replicator.aeron;

import io.aeron.protocol.DataHeaderFlyweight;

/**
 * How a member sends and receives.
 *
 * @param bindHost host or address that it receives at.
 * @param advertisedHost host or address that others send to; null: the one that it receives at.
 * @param port UDP port, 0: any free one.
 * @param mtuLength largest datagram payload in bytes, a multiple of 32; frames have 32 bytes less.
 * @param termLength of a publication, a power of two; what may be on the way is half of that.
 */
public record StreamSettings(String bindHost, String advertisedHost, int port, int mtuLength, int termLength) {
    public StreamSettings {
        if (bindHost == null || bindHost.isBlank()) {
            throw new IllegalArgumentException("bindHost is empty");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not in 0..65535");
        }
        if (mtuLength < 1408 || mtuLength > 65_504 || mtuLength % 32 != 0) {
            throw new IllegalArgumentException("mtuLength " + mtuLength + " is not a multiple of 32 in 1408..65504");
        }
        if (termLength < 64 * 1024 || termLength > 1 << 30 || Integer.bitCount(termLength) != 1) {
            throw new IllegalArgumentException("termLength " + termLength + " is not a power of two in 64 KiB..1 GiB");
        }
        advertisedHost = advertisedHost == null ? bindHost : advertisedHost;
    }

    /** Any port of one host, datagrams of 8 KiB, terms of 4 MiB. */
    public static StreamSettings of(final String host) {
        return new StreamSettings(host, null, 0, 8192, MediaDrivers.TERM_LENGTH);
    }

    /** Largest frame in bytes. */
    public int maxFrameLength() {
        return mtuLength - DataHeaderFlyweight.HEADER_LENGTH;
    }
}
