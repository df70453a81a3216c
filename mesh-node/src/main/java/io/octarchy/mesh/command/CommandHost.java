package io.octarchy.mesh.command;

import org.agrona.DirectBuffer;

/** What commands ask of the node around them. All calls come from within a tick. */
public interface CommandHost {
    /** Does the entity in a slot, which is ruled here, run in this tick? If not, its senders repeat. */
    boolean mayApply(int slot);

    /** Apply a command to the entity in a slot, now and once. */
    void onCommand(long from, int slot, DirectBuffer command, int offset, int length);

    /** The target of a command exists no more and never applied it: the entity in a slot has it back. */
    void onReturned(int slot, long to, DirectBuffer command, int offset, int length);
}
