package io.octarchy.mesh.command;

import org.agrona.DirectBuffer;

/** What commands ask of the node around them. All calls come from within a tick. */
public interface CommandHost {
    /** Does the entity in a slot, which is ruled here, run in this tick? If not, its senders repeat. */
    boolean mayApply(int slot);

    /** A command of the entity in a slot is on its way. */
    void onSent(int slot, long to, long sequence, DirectBuffer command, int offset, int length);

    /**
     * Apply a command to the entity in a slot, now and once.
     *
     * @param sequence with the sender it names the command; 0: it was never on its way, but given from hand to hand.
     */
    void onCommand(long from, int slot, long sequence, DirectBuffer command, int offset, int length);

    /** The target of a command exists no more and never applied it: the entity in a slot has it back. */
    void onReturned(int slot, long to, long sequence, DirectBuffer command, int offset, int length);
}
