package io.octarchy.mesh.authority;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** What the protocol asks of the node around it. Calls come in the middle of a protocol step: do not call back. */
public interface AuthorityHost {
    /** Does the node see what sessions see that come to it now? Until it does, it promises nothing. */
    default boolean sees(final long nowNs) {
        return true;
    }

    /** Slot for an entity's row, made if need be; {@link AuthorityTable#MISSING} when the slab is full. */
    int slotFor(int record);

    /** The node rules it from now on; its row is loaded, {@code Row.TICK} is the last tick that was run. */
    void onGained(long nowNs, int record, int slot);

    /** Frozen: Commit is about to leave. Nothing of it may be run or shown. */
    void onFrozen(long nowNs, int record, int slot);

    /** Another rules it: the row is a ghost's from now on. */
    void onLost(long nowNs, int record, int slot, int owner);

    /** Bytes of the inputs that wait for the entity. */
    int inputsLength(int slot);

    void encodeInputs(int slot, MutableDirectBuffer buffer, int offset);

    void decodeInputs(int slot, DirectBuffer buffer, int offset, int length);
}
