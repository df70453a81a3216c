package io.octarchy.mesh.gateway;

/** One session and its route. Slots are reused; {@link #id} never is. */
final class Session {
    static final int NOTICE_HOLDING = 1;
    static final int NOTICE_RESUMED = 2;
    static final int NOTICE_CLOSED = 4;
    static final int NOTICE_INPUT_REFUSED = 8;

    /** Which block of pending inputs is its own. */
    final int slot;

    long id;
    long player;
    long correlation;
    Connection connection;
    double x;
    double y;
    double z;
    SessionState state = SessionState.CLOSED;

    /** Authority of the avatar; null before the first SessionHome. */
    Node node;

    long avatar;
    long epoch;

    /**
     * Another avatar that says it is this session's, as one that came back from what a node held in a former life: who shows
     * it, and at which epoch.
     */
    long strayAvatar;

    int strayOwner;
    long strayEpoch;

    /** Tick and number of the newest view frame relayed. */
    long tick;

    int viewSequence;

    /** A view was lost: only a reset makes the client right again. */
    boolean needsReset;

    long lostTick;

    int newestInput;
    boolean isAckDue;
    int noticesDue;
    long nextSendNs;
    long deadlineNs;
    long lastViewNs;

    /** Waits in the queue of sessions that have something to send. */
    boolean isQueued;

    /** Position among the sessions in use. */
    int index;

    Session(final int slot) {
        this.slot = slot;
    }

    boolean takesInputs() {
        return state == SessionState.ACTIVE || state == SessionState.HOLDING;
    }

    boolean isStray(final int owner, final long ofEpoch) {
        return strayAvatar != 0 && owner == strayOwner && ofEpoch == strayEpoch;
    }

    void begin(final long newId, final long newPlayer, final long newCorrelation, final Connection client) {
        id = newId;
        player = newPlayer;
        correlation = newCorrelation;
        connection = client;
        state = SessionState.OPENING;
        node = null;
        avatar = 0;
        strayAvatar = 0;
        epoch = 0;
        tick = 0;
        viewSequence = 0;
        needsReset = false;
        lostTick = 0;
        newestInput = 0;
        isAckDue = false;
        noticesDue = 0;
    }
}
