package io.octarchy.tools.role;

import io.octarchy.codec.control.MemberState;
import io.octarchy.codec.control.Role;
import io.octarchy.codec.control.StatusDecoder;
import io.octarchy.tools.cli.CommandFailure;
import io.octarchy.tools.cli.ExitCode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the coordinator knows of the mesh.
 *
 * @param fence newest fence number.
 * @param isOpen is a takeover under way?
 * @param isProtected would everything survive the loss of any one node?
 * @param stuck entities without a copy.
 * @param tick of the world now.
 * @param cut newest tick of which every store has an image, 0: none.
 * @param isAsleep does the world hibernate after that tick?
 */
record MeshStatus(
        long mapVersion,
        int fence,
        boolean isOpen,
        boolean isProtected,
        int stuck,
        long tick,
        long cut,
        boolean isAsleep,
        List<MemberStatus> members) {
    /**
     * A member as it described itself last.
     *
     * @param load in plain entities.
     * @param capacity likewise; 0 where it has none.
     */
    record MemberStatus(
            int incarnation,
            Role role,
            MemberState state,
            int entities,
            int sessions,
            int cpuMicros,
            double load,
            double capacity,
            int intervals,
            int standby,
            String endpoint,
            String name) {
        private static final double MILLI = 1_000;

        static MemberStatus of(final StatusDecoder.EntriesDecoder entry) {
            return new MemberStatus(
                    entry.incarnation(),
                    entry.role(),
                    entry.state(),
                    entry.entities(),
                    entry.sessions(),
                    entry.cpuMicros(),
                    entry.load() / MILLI,
                    entry.capacity() / MILLI,
                    entry.intervals(),
                    entry.standby(),
                    entry.endpoint(),
                    entry.name());
        }

        boolean isLiving() {
            return state == MemberState.LIVE || state == MemberState.DRAINING;
        }
    }

    MeshStatus {
        members = List.copyOf(members);
    }

    /**
     * The living node of a name, or of an incarnation.
     *
     * @throws CommandFailure with the code for usage when there is none.
     */
    MemberStatus node(final String nameOrIncarnation) {
        for (final MemberStatus member : members) {
            final boolean isMeant = member.name().equals(nameOrIncarnation)
                    || Integer.toString(member.incarnation()).equals(nameOrIncarnation);
            if (isMeant && member.isLiving()) {
                if (member.role() == Role.NODE) {
                    return member;
                }
                throw new CommandFailure(
                        ExitCode.USAGE,
                        nameOrIncarnation + " is a " + member.role() + ", not a node.",
                        "The nodes are: " + nodes() + ".");
            }
        }
        throw new CommandFailure(
                ExitCode.USAGE,
                "There is no living node '" + nameOrIncarnation + "'.",
                nodes().isEmpty() ? "The mesh has no node." : "The nodes are: " + nodes() + ".");
    }

    private String nodes() {
        return members.stream()
                .filter(member -> member.role() == Role.NODE && member.isLiving())
                .map(member -> member.name() + " (" + member.incarnation() + ")")
                .collect(Collectors.joining(", "));
    }
}
