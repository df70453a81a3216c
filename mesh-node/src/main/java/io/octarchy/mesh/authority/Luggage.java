package io.octarchy.mesh.authority;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * What entities have beside their rows: commands that they sent and that are not answered, and the numbers of those that
 * they applied (rule 22). It goes wherever the row goes: into Commit, standby frames and copies, and back from them. Most
 * have none. By slab slot; the bytes are those of the wire.
 */
public interface Luggage {
    /** For those whose entities have none. */
    Luggage NONE = new Luggage() {
        @Override
        public int maxLength() {
            return 0;
        }

        @Override
        public int length(final int slot) {
            return 0;
        }

        @Override
        public void encode(final int slot, final MutableDirectBuffer buffer, final int offset) {}

        @Override
        public boolean isWhole(final DirectBuffer buffer, final int offset, final int length) {
            return length == 0;
        }

        @Override
        public void decode(
                final int slot, final DirectBuffer buffer, final int offset, final int length, final long frame) {}

        @Override
        public void drop(final int slot) {}
    };

    /** Bytes that one entity may have. */
    int maxLength();

    /** Bytes that this one has. */
    int length(int slot);

    void encode(int slot, MutableDirectBuffer buffer, int offset);

    /** Are these bytes what {@link #encode} makes? */
    boolean isWhole(DirectBuffer buffer, int offset, int length);

    /**
     * The entity in a slot is ruled here from now on, with this luggage; what it had here before is replaced.
     *
     * @param frame standby frame that must be acked before anything of it leaves this node; 0: none (rule 22).
     */
    void decode(int slot, DirectBuffer buffer, int offset, int length, long frame);

    /** The entity in a slot is not ruled here any more. */
    void drop(int slot);
}
