package io.octarchy.simulator.run;

import io.octarchy.codec.event.GrantedDecoder;
import io.octarchy.codec.event.HandedOverDecoder;
import io.octarchy.codec.event.MessageHeaderDecoder;
import io.octarchy.simulator.cast.EventSink;
import io.octarchy.simulator.net.Network;
import io.octarchy.simulator.net.Traffic;
import io.octarchy.simulator.net.Wire;
import io.octarchy.simulator.trace.Observer;
import io.octarchy.tools.checker.EventAdapter;
import io.octarchy.tools.checker.MeshChecker;
import org.agrona.DirectBuffer;

/** All that happens in a run, in order: folded into one hash, counted, and handed to the checker. */
final class History implements Traffic, EventSink {
    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private final EventAdapter adapter;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final Observer observer;
    private Network network;
    private long hash;
    private long handovers;
    private long grants;

    /** @param observer may be null. */
    History(final MeshChecker checker, final Observer observer) {
        adapter = new EventAdapter(checker);
        this.observer = observer;
    }

    boolean isObserved() {
        return observer != null;
    }

    void note(final String text) {
        if (observer != null) {
            observer.onNote(network.nowNs(), text);
        }
    }

    void watch(final Network newNetwork) {
        network = newNetwork;
    }

    @Override
    public void onEvent(final DirectBuffer buffer, final int offset, final int length) {
        mix(network.nowNs());
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES) {
            mix(buffer.getLong(offset + i));
        }
        for (; i < length; i++) {
            mix(buffer.getByte(offset + i));
        }
        final int template = header.wrap(buffer, offset).templateId();
        handovers += template == HandedOverDecoder.TEMPLATE_ID ? 1 : 0;
        grants += template == GrantedDecoder.TEMPLATE_ID ? 1 : 0;
        if (observer != null) {
            observer.onEvent(network.nowNs(), buffer, offset, length);
        }
        adapter.onFrame(buffer, offset, length);
    }

    @Override
    public void onSent(final Wire wire, final DirectBuffer buffer, final int offset, final int length) {
        if (observer != null) {
            observer.onSent(network.nowNs(), wire, buffer, offset, length);
        }
    }

    /** The time, length and end of a frame stand for its content: what made it different shows in the events, too. */
    @Override
    public void onTaken(final Wire wire, final DirectBuffer buffer, final int offset, final int length) {
        mix(network.nowNs() ^ (long) wire.number() << 40);
        mix(length < Long.BYTES ? length : length ^ buffer.getLong(offset + length - Long.BYTES));
        if (observer != null) {
            observer.onTaken(network.nowNs(), wire, buffer, offset, length);
        }
    }

    private void mix(final long value) {
        final long mixed = (hash ^ value) * FACTOR;
        hash = mixed ^ mixed >>> 29;
    }

    long hash() {
        return hash;
    }

    long handovers() {
        return handovers;
    }

    /** Entities that went on elsewhere after a death. */
    long grants() {
        return grants;
    }
}
