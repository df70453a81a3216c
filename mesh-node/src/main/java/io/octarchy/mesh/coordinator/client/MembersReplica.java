package io.octarchy.mesh.coordinator.client;

import io.octarchy.codec.control.MemberState;
import io.octarchy.codec.control.MembersDecoder;
import io.octarchy.codec.control.Role;

/**
 * A member's copy of the member list, in the order of incarnations. Takes parts in order; what does not fit is dropped and
 * comes again. Allocates for new members only. Not thread safe.
 */
public final class MembersReplica {
    /** What is known of a member. */
    public record Entry(
            int incarnation,
            Role role,
            MemberState state,
            long driver,
            int controlStream,
            int bulkStream,
            int sessionStream,
            String endpoint,
            String name) {
        /** Neither dead nor gone. */
        public boolean isLiving() {
            return state == MemberState.LIVE || state == MemberState.DRAINING;
        }
    }

    private final Entry[] entries;
    private final long[] touched;
    private int count;
    private long version;
    private long fromVersion = -1;
    private long toVersion = -1;
    private int nextPart;
    private long overflowed;

    /** @param maxEntries living and gone members at most; twice limits.maxMembers is what the coordinator keeps. */
    public MembersReplica(final int maxEntries) {
        entries = new Entry[maxEntries];
        touched = new long[maxEntries];
    }

    /** Version held, 0: none yet. */
    public long version() {
        return version;
    }

    public int count() {
        return count;
    }

    /** The i-th member by incarnation. */
    public Entry get(final int i) {
        return entries[i];
    }

    /** The member of an incarnation, or null. */
    public Entry find(final int incarnation) {
        final int i = indexOf(incarnation);
        return i < count && entries[i].incarnation() == incarnation ? entries[i] : null;
    }

    /** Members that found no room. */
    public long overflowed() {
        return overflowed;
    }

    /** Forget all, to begin a new incarnation. */
    public void reset() {
        count = 0;
        version = 0;
        toVersion = -1;
    }

    /**
     * Take a part.
     *
     * @return is a newer version complete now? Members of the other parts may be in the list already before.
     */
    public boolean onMembers(final MembersDecoder message) {
        final long from = message.fromVersion();
        final long to = message.version();
        final boolean last = message.last() == 1;
        if (to <= version || from > version) {
            return false;
        }
        if (message.part() == 0) {
            fromVersion = from;
            toVersion = to;
            nextPart = 0;
        }
        if (from != fromVersion || to != toVersion || message.part() != nextPart) {
            return false;
        }
        nextPart++;
        for (final MembersDecoder.EntriesDecoder entry : message.entries()) {
            put(entry);
        }
        if (last) {
            complete(from, to);
        }
        return last;
    }

    /** A list from 0 is the whole list: who is not on it is forgotten by the coordinator too. */
    private void complete(final long from, final long to) {
        version = to;
        toVersion = -1;
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (from != 0 || touched[i] == to) {
                entries[kept] = entries[i];
                touched[kept++] = touched[i];
            }
        }
        count = kept;
    }

    private void put(final MembersDecoder.EntriesDecoder entry) {
        final int incarnation = entry.incarnation();
        final int i = indexOf(incarnation);
        final boolean known = i < count && entries[i].incarnation() == incarnation;
        if (!known) {
            if (count == entries.length) {
                overflowed++;
                entry.skipEndpoint();
                entry.skipName();
                return;
            }
            System.arraycopy(entries, i, entries, i + 1, count - i);
            System.arraycopy(touched, i, touched, i + 1, count - i);
            count++;
        }
        touched[i] = toVersion;
        entries[i] = new Entry(
                incarnation,
                entry.role(),
                entry.state(),
                entry.driver(),
                entry.controlStream(),
                entry.bulkStream(),
                entry.sessionStream(),
                entry.endpoint(),
                entry.name());
    }

    private int indexOf(final int incarnation) {
        int i = 0;
        while (i < count && entries[i].incarnation() < incarnation) {
            i++;
        }
        return i;
    }
}
