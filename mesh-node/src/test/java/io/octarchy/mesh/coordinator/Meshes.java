package io.octarchy.mesh.coordinator;

import io.octarchy.codec.control.Role;
import io.octarchy.mesh.config.BalanceSettings;
import io.octarchy.mesh.config.LimitSettings;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.config.OperationSettings;

/** Settings and meshes for tests. */
final class Meshes {
    private Meshes() {}

    static MeshSettings settings(final int minNodes, final int maxNodes) {
        return settings(minNodes, maxNodes, false);
    }

    private static MeshSettings settings(final int minNodes, final int maxNodes, final boolean mayKill) {
        final MeshSettings usual = MeshSettings.defaults();
        final LimitSettings limits = new LimitSettings(16_384, 32_768, 8_192, 64, 4_096, 8, 100_000);
        final BalanceSettings balance =
                new BalanceSettings(1_000_000_000L, 1.10, 0.85, 0.60, 2_000_000_000L, minNodes, maxNodes);
        return new MeshSettings(
                usual.world(),
                usual.lease(),
                usual.handover(),
                usual.view(),
                limits,
                usual.commands(),
                balance,
                new OperationSettings(9_000, 9_100, 300_000_000_000L, 0, mayKill),
                io.octarchy.mesh.config.StoreSettings.defaults());
    }

    /** So many nodes, joined and with a map. */
    static FakeNet withNodes(final int nodes, final long seed) {
        return withNodes(nodes, seed, false);
    }

    /** As above, where operators may kill or may not. */
    static FakeNet withNodes(final int nodes, final long seed, final boolean mayKill) {
        final FakeNet net = new FakeNet(settings(nodes, Math.max(nodes, 8), mayKill), seed);
        for (int i = 0; i < nodes; i++) {
            net.add(new FakeMember(net, Role.NODE, "node" + i));
        }
        net.run(1_000);
        return net;
    }
}
