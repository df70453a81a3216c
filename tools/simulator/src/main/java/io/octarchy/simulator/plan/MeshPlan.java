package io.octarchy.simulator.plan;

import static io.octarchy.simulator.plan.Plan.pick;

import io.octarchy.mesh.config.BalanceSettings;
import io.octarchy.mesh.config.CommandSettings;
import io.octarchy.mesh.config.HandoverSettings;
import io.octarchy.mesh.config.LeaseSettings;
import io.octarchy.mesh.config.LimitSettings;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.config.OperationSettings;
import io.octarchy.mesh.config.StoreSettings;
import io.octarchy.mesh.config.ViewSettings;
import io.octarchy.mesh.config.WorldSettings;
import java.util.SplittableRandom;
import org.agrona.BitUtil;

/** The settings of a run's mesh. */
final class MeshPlan {
    private static final double TOP_SPEED = 25;

    private MeshPlan() {}

    static MeshSettings of(final SplittableRandom random, final int nodes, final int players, final int roamers) {
        final int edge = pick(random, 512, 1024, 2048);
        final int finest = edge == 512 ? 6 : edge == 1024 ? 7 : 8;
        final WorldSettings world =
                new WorldSettings(0, 0, -edge / 2.0, edge, finest, finest - random.nextInt(3), 50_000_000L);
        final HandoverSettings handover = new HandoverSettings(
                2.0,
                pick(random, 1, 4),
                pick(random, 20, 60, 220),
                pick(random, 8, 50),
                16,
                pick(random, 4, 20) * 1_000_000L,
                pick(random, 500, 1000) * 1_000_000L);
        final double far = pick(random, 32, 48, 64);
        final double halo =
                far + handover.marginMetres() + TOP_SPEED * handover.prepareTimeoutNs() / 1e9 + pick(random, 0, 1, 5);
        final ViewSettings views = new ViewSettings(
                far / 4,
                far / 2,
                far,
                1,
                2,
                pick(random, 3, 5),
                pick(random, 24, 96),
                pick(random, 1, 3, 5),
                halo,
                TOP_SPEED,
                2);
        final int entities = BitUtil.findNextPositivePowerOfTwo(2 * (players + 3 * roamers) + 256);
        final LimitSettings limits =
                new LimitSettings(entities, 2 * entities, Math.min(entities, players + 64), 64, 1024, 8, 1_000_000_000);
        final BalanceSettings balance = new BalanceSettings(
                pick(random, 500, 1000, 3000) * 1_000_000L, 1.10, 0.95, 0.05, 4_000_000_000L, nodes, nodes + 4);
        return new MeshSettings(
                world,
                LeaseSettings.defaults(),
                handover,
                views,
                limits,
                commands(4 * entities),
                balance,
                OperationSettings.defaults(),
                StoreSettings.defaults());
    }

    private static CommandSettings commands(final int maxLocations) {
        final CommandSettings usual = CommandSettings.defaults();
        return new CommandSettings(
                usual.outbox(), usual.senders(), usual.maxLength(), usual.inbox(), maxLocations, usual.retryNs());
    }
}
