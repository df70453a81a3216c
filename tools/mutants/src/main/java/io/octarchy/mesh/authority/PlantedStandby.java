package io.octarchy.mesh.authority;

import io.octarchy.replicator.slab.Row;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Wrong ways of the standby, called in the place of right ones; in this package to see what those see. */
public final class PlantedStandby {
    private PlantedStandby() {}

    /** Instead of a record's role. */
    static byte ruledOnly(final AuthorityTable table, final int record) {
        return table.role(record) == AuthorityRole.AUTHORITY ? AuthorityRole.AUTHORITY : AuthorityRole.NONE;
    }

    /** Instead of copying a row: it is replaced in every sixteenth tick only. */
    static void putSeldom(
            final UnsafeBuffer rows, final int at, final DirectBuffer row, final int offset, final int length) {
        final long entity = row.getLong(offset + Row.ENTITY, ByteOrder.LITTLE_ENDIAN);
        final long tick = row.getLong(offset + Row.TICK, ByteOrder.LITTLE_ENDIAN);
        if (rows.getLong(at + Row.ENTITY, ByteOrder.LITTLE_ENDIAN) != entity || (entity + tick) % 16 == 0) {
            rows.putBytes(at, row, offset, length);
        }
    }

    /** Instead of taking the row of a record out of it. */
    public static void forget(final AuthorityTable table, final int record, final int slot) {
        table.slot(record, slot);
        if (table.isForgettable(record)) {
            table.forget(record);
        }
    }
}
