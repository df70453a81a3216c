package io.octarchy.mesh.coordinator.takeover;

import io.octarchy.mesh.coordinator.state.StateCodec;

/** Entities granted to one owner by one takeover, as many as fit into one message. */
public final class GrantPage {
    private final int fence;
    private final int page;
    private final int owner;
    private final long resumeTick;
    private final long[] entities;
    private final long[] copyEpochs;
    private final long[] copyTicks;
    private boolean acked;

    GrantPage(final int fence, final int page, final int owner, final long resumeTick, final int entities) {
        this.fence = fence;
        this.page = page;
        this.owner = owner;
        this.resumeTick = resumeTick;
        this.entities = new long[entities];
        copyEpochs = new long[entities];
        copyTicks = new long[entities];
    }

    void set(final int i, final long entity, final long copyEpoch, final long copyTick) {
        entities[i] = entity;
        copyEpochs[i] = copyEpoch;
        copyTicks[i] = copyTick;
    }

    public int fence() {
        return fence;
    }

    public int page() {
        return page;
    }

    public int owner() {
        return owner;
    }

    public long resumeTick() {
        return resumeTick;
    }

    public int size() {
        return entities.length;
    }

    public long entity(final int i) {
        return entities[i];
    }

    public long copyEpoch(final int i) {
        return copyEpochs[i];
    }

    public long copyTick(final int i) {
        return copyTicks[i];
    }

    boolean acked() {
        return acked;
    }

    void ack() {
        acked = true;
    }

    static GrantPage pass(final StateCodec codec, final GrantPage saved, final int maxEntities) {
        final GrantPage page;
        if (codec.isLoading()) {
            page = new GrantPage(
                    codec.value(0), codec.value(0), codec.value(0), codec.value(0L), codec.count(0, maxEntities));
        } else {
            page = saved;
            codec.value(page.fence);
            codec.value(page.page);
            codec.value(page.owner);
            codec.value(page.resumeTick);
            codec.count(page.size(), maxEntities);
        }
        for (int i = 0; i < page.size(); i++) {
            page.entities[i] = codec.value(page.entities[i]);
            page.copyEpochs[i] = codec.value(page.copyEpochs[i]);
            page.copyTicks[i] = codec.value(page.copyTicks[i]);
        }
        page.acked = codec.value(page.acked);
        return page;
    }
}
