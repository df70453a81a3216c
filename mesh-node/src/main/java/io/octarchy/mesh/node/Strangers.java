package io.octarchy.mesh.node;

/**
 * Frames that wait in their streams because their sender is not listed here yet, or has entered a fence that this node has
 * not (rules 1 and 5). A true member was listed, and a true fence raised, before the frame was sent: once the coordinator
 * has answered a heartbeat sent after the frame was first seen, and this node holds the members and the fence that the
 * answer names, the frame is a stranger's and waits no longer.
 *
 * <p>Bounded: of more than {@value #MAX} that wait at once some wait longer. Allocates nothing.
 */
final class Strangers {
    private static final int MAX = 16;

    private final int[] senders = new int[MAX];
    private final int[] fences = new int[MAX];
    private final long[] seenAt = new long[MAX];
    private int count;
    private int oldest;
    private long confirmed;

    /**
     * The coordinator has answered a heartbeat, and there is nothing that it knows of members and fences and this node does
     * not.
     */
    void onConfirmed(final long heartbeat) {
        confirmed = Math.max(confirmed, heartbeat);
    }

    /**
     * May the frame wait on? It is to be asked each time that the frame is offered.
     *
     * @param heartbeat newest one sent.
     */
    boolean mayWait(final int sender, final int fence, final long heartbeat) {
        for (int i = 0; i < count; i++) {
            if (senders[i] == sender && fences[i] == fence) {
                if (confirmed <= seenAt[i]) {
                    return true;
                }
                forget(i);
                return false;
            }
        }
        remember(sender, fence, heartbeat);
        return true;
    }

    private void remember(final int sender, final int fence, final long heartbeat) {
        int at = count;
        if (count < MAX) {
            count++;
        } else {
            at = oldest;
            oldest = (oldest + 1) % MAX;
        }
        senders[at] = sender;
        fences[at] = fence;
        seenAt[at] = heartbeat;
    }

    private void forget(final int at) {
        count--;
        senders[at] = senders[count];
        fences[at] = fences[count];
        seenAt[at] = seenAt[count];
    }
}
