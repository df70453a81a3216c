package io.octarchy.mesh.node;

import io.octarchy.codec.control.MemberState;
import io.octarchy.codec.control.Role;

/**
 * One incarnation that the coordinator listed.
 *
 * @param driver identity of its media driver: the same one means IPC.
 * @param endpoint host:port where it receives.
 */
public record Member(
        int incarnation,
        Role role,
        MemberState state,
        long driver,
        int controlStream,
        int bulkStream,
        int sessionStream,
        String endpoint,
        String name) {
    /** May frames be exchanged with it? */
    public boolean isLive() {
        return state == MemberState.LIVE || state == MemberState.DRAINING;
    }
}
