package io.octarchy.mesh.authority;

import java.util.ArrayList;
import java.util.List;

/** Entities granted to one owner. */
final class GrantPage {
    final int fence;
    final int number;
    final int owner;
    final long resumeTick;
    final List<Long> entities = new ArrayList<>();
    boolean acked;

    GrantPage(final int fence, final int number, final int owner, final long resumeTick) {
        this.fence = fence;
        this.number = number;
        this.owner = owner;
        this.resumeTick = resumeTick;
    }
}
