package io.octarchy.mesh.authority;

/** Bugs planted around the protocol, at its seams, to show that the checks would see them (section C of the protocol). */
enum Mutant {
    NONE,
    /** The fence of an entity is not checked at Commit. */
    COMMIT_BELOW_FENCE,
    /** A refused handover is forgotten, its fence with it. */
    REFUSAL_WITHOUT_MEMORY,
    /** After Refused the source resumes below the target's fence. */
    RESUME_AT_SAME_EPOCH,
    /** A Committed ends whatever doubt there is towards its sender. */
    COMMITTED_BY_ENTITY,
    /** Frames of the dead are taken after the fence. */
    DEAD_ARE_HEARD,
    /** A node in doubt towards a dead target takes back by itself. */
    SELF_TAKE_BACK,
    /** Frames of a newer fence do not wait. */
    NO_FENCE_NUMBERS,
    /** Questions are answered from the present. */
    SNAPSHOT_OF_NOW,
    /** The coordinator decides after one ack. */
    DECIDES_EARLY,
    /** The world goes on at the copy's next tick. */
    RESUMES_AT_COPY,
    /** The source drops its copy at Committed. */
    RELEASED_AT_COMMITTED,
    /** Joint ticks leave no mark. */
    NO_MARKS,
    /** The standby acks a frame at its first chunk. */
    ACK_BEFORE_WHOLE,
    /** The standby drops the rows of entities in doubt. */
    DOUBTS_NOT_FOLLOWED,
    /** All that was run is shown at once. */
    SHOWN_UNACKED,
    /** Ticks above L are run. */
    BEYOND_LAST_TICK,
    /** A command leaves before the standby knows that it was sent. */
    COMMAND_UNMARKED,
    /** An answer leaves before the standby knows that the command was applied. */
    ANSWER_UNMARKED,
    /** A target is told to forget a sender before the standby knows that its command was answered. */
    DONE_UNMARKED,
    /** Only joint ticks hold a Commit back, not commands. */
    COMMANDS_LEAVE_NO_MARK,
    /** Commands of unknown senders are applied however old they are. */
    NO_COMMAND_FLOOR,
    /** The standby gets rows without the commands that belong to them. */
    NO_LUGGAGE_AT_STANDBY
}
