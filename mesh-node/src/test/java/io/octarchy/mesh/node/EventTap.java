package io.octarchy.mesh.node;

import io.octarchy.codec.event.CounterDecoder;
import io.octarchy.codec.event.EntityCreatedDecoder;
import io.octarchy.codec.event.EntityRemovedDecoder;
import io.octarchy.codec.event.FrozenDecoder;
import io.octarchy.codec.event.GrantedDecoder;
import io.octarchy.codec.event.HandedOverDecoder;
import io.octarchy.codec.event.MessageHeaderDecoder;
import io.octarchy.codec.event.TickRanDecoder;
import io.octarchy.codec.event.TookOverDecoder;
import io.octarchy.replicator.frame.FrameChannel;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Counts a node's events by kind. */
final class EventTap implements FrameChannel {
    private final UnsafeBuffer scratch = new UnsafeBuffer(new byte[16_384]);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    final Map<Integer, Integer> counts = new TreeMap<>();
    final Map<String, Long> counters = new TreeMap<>();

    int handedOver() {
        return counts.getOrDefault(HandedOverDecoder.TEMPLATE_ID, 0);
    }

    int tookOver() {
        return counts.getOrDefault(TookOverDecoder.TEMPLATE_ID, 0);
    }

    int granted() {
        return counts.getOrDefault(GrantedDecoder.TEMPLATE_ID, 0);
    }

    int created() {
        return counts.getOrDefault(EntityCreatedDecoder.TEMPLATE_ID, 0);
    }

    int removed() {
        return counts.getOrDefault(EntityRemovedDecoder.TEMPLATE_ID, 0);
    }

    int frozen() {
        return counts.getOrDefault(FrozenDecoder.TEMPLATE_ID, 0);
    }

    int ticks() {
        return counts.getOrDefault(TickRanDecoder.TEMPLATE_ID, 0);
    }

    @Override
    public int claim(final int length) {
        return 0;
    }

    @Override
    public MutableDirectBuffer buffer() {
        return scratch;
    }

    @Override
    public void commit() {
        header.wrap(scratch, 0);
        counts.merge(header.templateId(), 1, Integer::sum);
        if (header.templateId() == CounterDecoder.TEMPLATE_ID) {
            final CounterDecoder counter = new CounterDecoder().wrapAndApplyHeader(scratch, 0, header);
            counters.put(counter.kind().name(), counter.total());
        }
    }

    @Override
    public void abort() {}

    @Override
    public int maxFrameLength() {
        return 16_384;
    }

    @Override
    public boolean isConnected() {
        return true;
    }
}
