package io.octarchy.perf.micro;

import io.octarchy.replicator.slab.EntitySlab;
import io.octarchy.replicator.state.EntryDecoder;
import io.octarchy.replicator.state.EntryEncoder;
import io.octarchy.replicator.state.StateDecoder;
import io.octarchy.replicator.state.StateHistory;
import io.octarchy.replicator.state.StateRecord;
import io.octarchy.replicator.state.StateScale;
import io.octarchy.space.WorldCube;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What others see of 1,000 walking entities, a round a tick: captured, encoded against the round before, decoded. An
 * operation is one entity.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StateCodecBenchmark {
    private static final int ENTITIES = 1000;
    private static final int PUBLIC_LENGTH = 24;
    private static final int GAME_LENGTH = 144;
    private static final int BUFFER_LENGTH = 256 * 1024;
    private static final long TICK_NS = 50_000_000L;

    private final Walk walk = new Walk(ENTITIES, 1);
    private final EntitySlab slab = new EntitySlab(ENTITIES, GAME_LENGTH, PUBLIC_LENGTH);
    private final StateScale scale = StateScale.of(new WorldCube(0, 0, 0, Walk.EDGE_METRES, 10), TICK_NS);
    private final StateHistory history = new StateHistory(slab, scale);
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[BUFFER_LENGTH]);
    private final EntryEncoder entries = new EntryEncoder();
    private final EntryDecoder decoder = new EntryDecoder();
    private final int recordLength = StateRecord.length(StateRecord.wordsOf(PUBLIC_LENGTH));
    private final UnsafeBuffer received = new UnsafeBuffer(new byte[ENTITIES * recordLength]);
    private final UnsafeBuffer enters = new UnsafeBuffer(new byte[BUFFER_LENGTH]);
    private StateDecoder states;
    private int entersLength;
    private long tick;

    @Setup
    public void fill() {
        states = new StateDecoder(scale, StateRecord.wordsOf(PUBLIC_LENGTH));
        for (int i = 0; i < ENTITIES; i++) {
            slab.add(i + 1);
        }
        captureRound();
        entries.wrap(enters, 0, BUFFER_LENGTH);
        for (int slot = 0; slot < ENTITIES; slot++) {
            final int length = history.encodeAbsolute(slot);
            entries.enter(slot, slot + 1, 1, 1, history.encodedBuffer(), history.encodedOffset(), length);
        }
        entersLength = entries.length();
        captureRound();
    }

    private void captureRound() {
        history.beginRound(++tick);
        for (int slot = 0; slot < ENTITIES; slot++) {
            final int i = walk.step();
            slab.position(i, walk.x[i], walk.y[i], walk.z[i]);
            slab.tick(i, tick);
            history.capture(i);
        }
    }

    /** Walk, quantise and keep. */
    @Benchmark
    @OperationsPerInvocation(ENTITIES)
    public void capture() {
        captureRound();
    }

    /** The same, and the difference from the round before, into a frame. */
    @Benchmark
    @OperationsPerInvocation(ENTITIES)
    public int captureAndEncodeDelta() {
        captureRound();
        final int base = history.round() - 1;
        entries.wrap(frame, 0, BUFFER_LENGTH);
        for (int slot = 0; slot < ENTITIES; slot++) {
            final int length = history.encodeDelta(slot, base);
            if (length > 0) {
                entries.delta(slot, 1, history.encodedBuffer(), history.encodedOffset(), length);
            }
        }
        return entries.length();
    }

    /** Whole states from a frame into a receiver's table. */
    @Benchmark
    @OperationsPerInvocation(ENTITIES)
    public int decodeEnter() {
        decoder.wrap(enters, 0, entersLength, states);
        int applied = 0;
        for (int kind = decoder.next(); kind == EntryDecoder.ENTER; kind = decoder.next()) {
            if (decoder.applyEnter(received, decoder.handle() * recordLength, 1)) {
                applied++;
            }
        }
        return applied;
    }
}
