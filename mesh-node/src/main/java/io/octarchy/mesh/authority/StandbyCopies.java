package io.octarchy.mesh.authority;

import io.octarchy.codec.peer.StandbyFrameDecoder;

/**
 * What this node keeps for the nodes that it is standby of: for each, the newest whole frame (rule 21). A frame that is
 * being received replaces the former only when it is complete, so that a torn one never shows.
 */
public final class StandbyCopies {
    private final int maxSources;
    private final int maxEntities;
    private final int rowLength;
    private final int maxLuggage;
    private final StandbyImage[] images;
    private int count;
    private int former;
    private KeptCopies formerKept;

    /**
     * @param maxSources nodes followed at once, the dead that are not closed included.
     * @param maxEntities of one source.
     * @param maxLuggage bytes that an entity may have beside its row.
     */
    public StandbyCopies(final int maxSources, final int maxEntities, final int rowLength, final int maxLuggage) {
        this.maxSources = maxSources;
        this.maxEntities = maxEntities;
        this.rowLength = rowLength;
        this.maxLuggage = maxLuggage;
        images = new StandbyImage[maxSources];
    }

    /** A chunk came from a live node. Contradicting ones are dropped with the frame that they belong to. */
    public void onFrame(final int source, final StandbyFrameDecoder chunk) {
        StandbyImage image = find(source);
        if (image == null) {
            if (count == maxSources) {
                return;
            }
            image = new StandbyImage(source, maxEntities, rowLength, maxLuggage);
            images[count++] = image;
        }
        image.onChunk(chunk);
    }

    /** Another node is standby of a live source and holds this frame of it: an older one here would only mislead. */
    public void onOtherStandby(final int source, final long ackedFrame) {
        final StandbyImage image = find(source);
        if (image != null && image.frame() < ackedFrame) {
            drop(source);
        }
    }

    /**
     * Hold what a former life of this process left, until its takeover is closed: copies to be granted from like any others,
     * and no claim. New sources keep half of the room.
     *
     * @param life null for none.
     */
    public void adopt(final FormerLife life) {
        if (life == null) {
            return;
        }
        former = life.incarnation();
        formerKept = life.kept();
        adopt(life.last());
        for (int i = 0; i < life.followed().sources(); i++) {
            adopt(life.followed().at(i));
        }
    }

    private void adopt(final StandbyImage image) {
        if (count < maxSources / 2 && find(image.source()) == null) {
            image.inherited();
            images[count++] = image;
        }
    }

    /** Are there copies of a former life that somebody may still be granted from? */
    public boolean hasFormer() {
        return former != 0;
    }

    /** Copies that the former life kept of what it had handed over, or null. */
    KeptCopies formerKept() {
        return formerKept;
    }

    private void dropFormer() {
        former = 0;
        formerKept = null;
        for (int i = count - 1; i >= 0; i--) {
            if (images[i].isInherited()) {
                drop(images[i].source());
            }
        }
    }

    /** The takeovers of the dead are closed: their copies may go. So do those of who has left. */
    public void drop(final int source) {
        if (source != 0 && source == former) {
            dropFormer();
        }
        for (int i = 0; i < count; i++) {
            if (images[i].source() == source) {
                images[i] = images[--count];
                images[count] = null;
                return;
            }
        }
    }

    public StandbyImage find(final int source) {
        for (int i = 0; i < count; i++) {
            if (images[i].source() == source) {
                return images[i];
            }
        }
        return null;
    }

    public int sources() {
        return count;
    }

    public StandbyImage at(final int index) {
        return images[index];
    }

    /** Copies held of all sources. */
    public int size() {
        int size = 0;
        for (int i = 0; i < count; i++) {
            size += images[i].size();
        }
        return size;
    }

    public int bound() {
        return maxSources * maxEntities;
    }
}
