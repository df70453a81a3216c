package io.octarchy.mesh.coordinator.aeron;

import io.aeron.archive.client.AeronArchive;
import io.aeron.archive.client.RecordingDescriptorConsumer;
import io.aeron.cluster.RecordingLog;
import java.io.File;
import java.util.List;
import org.agrona.collections.LongHashSet;

/**
 * Keeps a member's files from growing without bound: the last few snapshots stay, and of the log the segments since the
 * oldest of them. Two at least, so that a restart can do without the last one.
 */
final class LogTrimmer {
    private final File clusterDirectory;
    private final AeronArchive.Context archive;
    private final int termLength;
    private final int segmentLength;
    private final int kept;

    /**
     * @param archive how to reach the archive of this member.
     * @param termLength of the log.
     * @param segmentLength of the archive.
     * @param kept snapshots, and the log since the oldest of them; at least 2.
     */
    LogTrimmer(
            final File clusterDirectory,
            final AeronArchive.Context archive,
            final int termLength,
            final int segmentLength,
            final int kept) {
        this.clusterDirectory = clusterDirectory;
        this.archive = archive;
        this.termLength = termLength;
        this.segmentLength = segmentLength;
        this.kept = kept;
    }

    /**
     * Trim; takes some milliseconds.
     *
     * @return segments and recordings that were deleted.
     */
    long trim() {
        try (RecordingLog log = new RecordingLog(clusterDirectory, false);
                AeronArchive client = AeronArchive.connect(archive.clone())) {
            final long cut = cut(log.entries());
            return cut == AeronArchive.NULL_POSITION ? 0 : trimLog(log, client, cut) + trimSnapshots(log, client, cut);
        }
    }

    /** Log position of the oldest snapshot to be kept. */
    private long cut(final List<RecordingLog.Entry> entries) {
        final long[] positions = entries.stream()
                .filter(LogTrimmer::isSnapshot)
                .mapToLong(entry -> entry.logPosition)
                .distinct()
                .sorted()
                .toArray();
        return positions.length < kept ? AeronArchive.NULL_POSITION : positions[positions.length - kept];
    }

    private static boolean isSnapshot(final RecordingLog.Entry entry) {
        return entry.type == RecordingLog.ENTRY_TYPE_SNAPSHOT && entry.isValid;
    }

    private long trimLog(final RecordingLog log, final AeronArchive client, final long cut) {
        final long recording = log.findLastTermRecordingId();
        final long start = client.getStartPosition(recording);
        final long newStart = AeronArchive.segmentFileBasePosition(start, cut, termLength, segmentLength);
        return newStart > start ? client.purgeSegments(recording, newStart) : 0;
    }

    private static long trimSnapshots(final RecordingLog log, final AeronArchive client, final long cut) {
        final LongHashSet there = recordings(client);
        long deleted = 0;
        for (final RecordingLog.Entry entry : log.entries()) {
            if (isSnapshot(entry) && entry.logPosition < cut && there.contains(entry.recordingId)) {
                deleted += client.purgeRecording(entry.recordingId);
            }
        }
        return deleted;
    }

    private static LongHashSet recordings(final AeronArchive client) {
        final LongHashSet ids = new LongHashSet();
        final RecordingDescriptorConsumer collector =
                (control, correlation, id, t0, t1, p0, p1, term, segment, length, mtu, s0, s1, c0, c1, source) ->
                        ids.add(id);
        client.listRecordings(0, Integer.MAX_VALUE, collector);
        return ids;
    }
}
