package io.octarchy.mesh.coordinator.member;

import io.octarchy.codec.control.JoinDecoder;
import io.octarchy.codec.control.Role;
import io.octarchy.mesh.coordinator.state.StateCodec;

/** What a member said of itself when it joined; never changes during an incarnation. */
public record MemberCard(
        Role role,
        long launch,
        long capacity,
        long driver,
        int controlStream,
        int bulkStream,
        int sessionStream,
        String endpoint,
        String name) {
    /** Take the card out of a Join whose structure was checked. */
    public static MemberCard of(final JoinDecoder join) {
        return new MemberCard(
                join.role(),
                join.launch(),
                join.capacity(),
                join.driver(),
                join.controlStream(),
                join.bulkStream(),
                join.sessionStream(),
                join.endpoint(),
                join.name());
    }

    /** Of a node that is gone, and of which only its name is known. */
    public static MemberCard ofDead(final String name) {
        return new MemberCard(Role.NODE, 0, 0, 0, 0, 0, 0, "", name);
    }

    static MemberCard pass(final StateCodec codec, final MemberCard card) {
        if (codec.isLoading()) {
            return new MemberCard(
                    Role.get((short) codec.choice(0, Role.OBSERVER.value())),
                    codec.value(0L),
                    codec.value(0L),
                    codec.value(0L),
                    codec.value(0),
                    codec.value(0),
                    codec.value(0),
                    codec.text(""),
                    codec.text(""));
        }
        codec.value((int) card.role.value());
        codec.value(card.launch);
        codec.value(card.capacity);
        codec.value(card.driver);
        codec.value(card.controlStream);
        codec.value(card.bulkStream);
        codec.value(card.sessionStream);
        codec.text(card.endpoint);
        codec.text(card.name);
        return card;
    }
}
