package io.octarchy.mesh.authority;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Pieces of one length in one buffer, taken and given back. Begins with some, grows to its bound and keeps what it has grown
 * to.
 */
public final class BytePool {
    public static final int NONE = -1;
    private static final int FIRST_PIECES = 64;

    private final int maxPieces;
    private final int pieceLength;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[0]);
    private int[] free = new int[0];
    private int freeCount;
    private int pieces;

    /**
     * @param maxPieces that can be taken at once.
     * @param pieceLength bytes of each.
     */
    public BytePool(final int maxPieces, final int pieceLength) {
        if ((long) maxPieces * pieceLength > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(maxPieces + " pieces of " + pieceLength + " bytes exceed 2 GiB");
        }
        this.maxPieces = maxPieces;
        this.pieceLength = pieceLength;
        grow();
    }

    /** A piece with whatever was in it, or {@link #NONE} at the bound. */
    public int take() {
        if (freeCount == 0 && !grow()) {
            return NONE;
        }
        return free[--freeCount];
    }

    public void release(final int piece) {
        free[freeCount++] = piece;
    }

    /** Always the same object; its memory may move when a piece is taken. */
    public MutableDirectBuffer buffer() {
        return buffer;
    }

    public int offset(final int piece) {
        return piece * pieceLength;
    }

    public int taken() {
        return pieces - freeCount;
    }

    private boolean grow() {
        final int grown = (int) Math.min(maxPieces, Math.max(FIRST_PIECES, pieces * 2L));
        if (grown == pieces) {
            return false;
        }
        final byte[] bytes = new byte[grown * pieceLength];
        buffer.getBytes(0, bytes, 0, pieces * pieceLength);
        buffer.wrap(bytes);
        free = new int[grown];
        for (int piece = grown - 1; piece >= pieces; piece--) {
            free[freeCount++] = piece;
        }
        pieces = grown;
        return true;
    }
}
