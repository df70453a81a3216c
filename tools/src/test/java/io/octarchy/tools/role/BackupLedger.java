package io.octarchy.tools.role;

import static org.junit.jupiter.api.Assertions.assertNull;

import io.octarchy.codec.disk.EntityRecordDecoder;
import io.octarchy.codec.disk.MessageHeaderDecoder;
import io.octarchy.codec.disk.RecordKind;
import io.octarchy.examples.arena.ArenaGame;
import io.octarchy.examples.arena.ArenaState;
import io.octarchy.mesh.store.StoredPart;
import io.octarchy.mesh.store.WorldShares;
import io.octarchy.mesh.store.disk.PartFile;
import io.octarchy.replicator.slab.Row;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;

/** What a backup has: entities, and all gold, that in commands under way included. */
final class BackupLedger {
    private static final int SENDERS_AT = 4;
    private static final int SENDER = 24;
    private static final int COMMAND = 28;

    private final Map<Long, Integer> types = new TreeMap<>();
    private final Map<Long, Map<Long, Long>> applied = new TreeMap<>();
    private final List<long[]> sent = new ArrayList<>();
    private long gold;
    private long underWay;

    static BackupLedger of(final Path backup) throws IOException {
        final List<StoredPart> parts = new ArrayList<>();
        try (Stream<Path> files = Files.list(backup)) {
            for (final Path file : files.filter(
                            path -> path.getFileName().toString().startsWith("part-"))
                    .sorted()
                    .toList()) {
                parts.add(PartFile.read(file));
            }
        }
        final BackupLedger ledger = new BackupLedger();
        new WorldShares(parts).dealTo(1, 1, 1).get(0).records().forEach(ledger::take);
        for (final long[] command : ledger.sent) {
            final long last = ledger.applied.getOrDefault(command[1], Map.of()).getOrDefault(command[0], 0L);
            ledger.underWay += command[2] > last ? command[3] : 0;
        }
        return ledger;
    }

    private void take(final byte[] bytes) {
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        final EntityRecordDecoder record =
                new EntityRecordDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        if (record.kind() == RecordKind.REMOVED) {
            return;
        }
        final int row = record.limit() + EntityRecordDecoder.stateHeaderLength();
        record.skipState();
        assertNull(types.put(record.entity(), buffer.getInt(row + Row.TYPE)), "twice");
        gold += buffer.getLong(row + Row.GAME + ArenaState.GOLD);
        final int box = record.limit() + EntityRecordDecoder.luggageHeaderLength();
        if (record.skipLuggage() > 0) {
            commands(record.entity(), buffer, box);
        }
    }

    private void commands(final long owner, final UnsafeBuffer buffer, final int box) {
        final int senders = buffer.getShort(box, ByteOrder.LITTLE_ENDIAN);
        final Map<Long, Long> lasts = new TreeMap<>();
        for (int i = 0; i < senders; i++) {
            final int at = box + SENDERS_AT + i * SENDER;
            lasts.put(buffer.getLong(at), buffer.getLong(at + Long.BYTES));
        }
        applied.put(owner, lasts);
        int at = box + SENDERS_AT + senders * SENDER;
        for (int i = buffer.getShort(box + Short.BYTES, ByteOrder.LITTLE_ENDIAN); i > 0; i--) {
            final int length = buffer.getInt(at + COMMAND - Integer.BYTES);
            final long amount = length == Long.BYTES ? Math.max(0, buffer.getLong(at + COMMAND)) : 0;
            sent.add(new long[] {owner, buffer.getLong(at), buffer.getLong(at + Long.BYTES), amount});
            at += COMMAND + length;
        }
    }

    int entities() {
        return types.size();
    }

    long gold() {
        return gold + underWay;
    }

    /** Those that do not vanish by themselves. */
    Set<Long> lasting() {
        final Set<Long> lasting = new TreeSet<>();
        types.forEach((entity, type) -> {
            if (type != ArenaGame.PROJECTILE) {
                lasting.add(entity);
            }
        });
        return lasting;
    }

    @Override
    public String toString() {
        return entities() + " entities, " + gold + " gold and " + underWay + " under way";
    }
}
