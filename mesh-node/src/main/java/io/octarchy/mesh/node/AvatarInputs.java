package io.octarchy.mesh.node;

import static io.octarchy.codec.event.CounterKind.INPUTS_REFUSED;

import io.octarchy.codec.client.InputDecoder;
import io.octarchy.mesh.authority.AuthorityRole;
import io.octarchy.mesh.authority.AuthorityTable;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Inputs of players: they wait here for the next tick of their avatar, or are sent after it. */
final class AvatarInputs {
    private static final int MAX_HOPS = 8;

    private final World world;
    private final InputQueues inputs;
    private final AvatarPublisher publisher;
    private final NodeCounters counters;
    private final InputScratch inputScratch = new InputScratch();

    AvatarInputs(
            final World world, final InputQueues inputs, final AvatarPublisher publisher, final NodeCounters counters) {
        this.world = world;
        this.inputs = inputs;
        this.publisher = publisher;
        this.counters = counters;
    }

    /** @param entity the avatar, 0: not known here. */
    void onForwarded(
            final long entity,
            final InputDecoder input,
            final DirectBuffer frame,
            final int offset,
            final int length,
            final int hops) {
        if (isValid(input)) {
            take(entity, input, frame, offset, length, hops);
        } else {
            counters.increment(INPUTS_REFUSED);
        }
    }

    private void take(
            final long entity,
            final InputDecoder input,
            final DirectBuffer frame,
            final int offset,
            final int length,
            final int hops) {
        final int record = entity == 0 ? AuthorityTable.MISSING : world.table().find(entity);
        if (record == AuthorityTable.MISSING) {
            counters.increment(INPUTS_REFUSED);
        } else if (world.table().role(record) != AuthorityRole.NONE) {
            inputs.add(
                    world.table().slot(record),
                    input.sequence(),
                    input.moveX(),
                    input.moveY(),
                    input.moveZ(),
                    input.yaw(),
                    input.buttons());
        } else if (hops < MAX_HOPS) {
            publisher.forward(entity, world.table().highestOwner(record), frame, offset, length, hops + 1);
        }
    }

    private static boolean isValid(final InputDecoder input) {
        final float x = input.moveX();
        final float y = input.moveY();
        final float z = input.moveZ();
        return x * x + y * y + z * z <= 1.01f && Float.isFinite(input.yaw());
    }

    /** Another node rules the avatar: what waits is sent after it. */
    void forwardAll(final int slot, final int owner) {
        for (int i = 0; i < inputs.size(slot) && owner != 0; i++) {
            forwardWaiting(slot, i, owner);
        }
    }

    private void forwardWaiting(final int slot, final int index, final int owner) {
        final var input = inputs.input(slot, index);
        final MutableDirectBuffer scratch = inputScratch.buffer();
        final int length = inputScratch.encode(
                world.slab().session(slot),
                input.sequence(),
                input.moveX(),
                input.moveY(),
                input.moveZ(),
                input.yaw(),
                input.buttons());
        publisher.forward(world.slab().entity(slot), owner, scratch, 0, length, 1);
    }
}
