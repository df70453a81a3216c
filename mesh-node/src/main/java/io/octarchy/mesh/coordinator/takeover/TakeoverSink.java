package io.octarchy.mesh.coordinator.takeover;

import io.octarchy.mesh.coordinator.member.Member;

/** What a takeover asks and grants; each may be lost and will be said again. */
public interface TakeoverSink {
    /** Entities {@code from} to {@code to - 1} of the takeover's candidates are this page. */
    void query(Member to, Takeover takeover, int page, int from, int end);

    void grants(Member to, GrantPage page);
}
