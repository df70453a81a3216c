package io.octarchy.mesh.config.disk;

import static io.octarchy.mesh.config.disk.Unit.COUNT;
import static io.octarchy.mesh.config.disk.Unit.FLAG;
import static io.octarchy.mesh.config.disk.Unit.METRES;
import static io.octarchy.mesh.config.disk.Unit.METRES_PER_SECOND;
import static io.octarchy.mesh.config.disk.Unit.NANOSECONDS;
import static io.octarchy.mesh.config.disk.Unit.RATIO;

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
import java.util.List;
import java.util.function.ToDoubleFunction;

/** All settings, in the order in which they are printed, and how they make up {@link MeshSettings}. */
final class SettingTable {
    static final List<Setting> ALL = List.of(
            of("world.minX", METRES, "lowest corner of the world's cube", s -> s.world()
                    .minX()),
            of("world.minY", METRES, "", s -> s.world().minY()),
            of("world.minZ", METRES, "", s -> s.world().minZ()),
            of("world.edgeMetres", METRES, "edge of the cube, a power of two", s -> s.world()
                    .edgeMetres()),
            of("world.finestLevel", COUNT, "level of the smallest cell, 0 to 20", s -> s.world()
                    .finestLevel()),
            of("world.loadLevel", COUNT, "level of the cells whose load nodes report", s -> s.world()
                    .loadLevel()),
            of("world.tickIntervalNs", NANOSECONDS, "from tick to tick", s -> s.world()
                    .tickIntervalNs()),
            of("lease.leaseNs", NANOSECONDS, "how long a node may rule unheard", s -> s.lease()
                    .leaseNs()),
            of("lease.renewalNs", NANOSECONDS, "from heartbeat to heartbeat", s -> s.lease()
                    .renewalNs()),
            of("lease.marginNs", NANOSECONDS, "waited beyond a lease before a node is dead", s -> s.lease()
                    .marginNs()),
            of("lease.electionNs", NANOSECONDS, "longest change of the coordinator's leader", s -> s.lease()
                    .electionNs()),
            of("handover.marginMetres", METRES, "how deep behind a border", s -> s.handover()
                    .marginMetres()),
            of("handover.dwellTicks", COUNT, "for how many ticks", s -> s.handover()
                    .dwellTicks()),
            of("handover.restTicks", COUNT, "then stays for so many", s -> s.handover()
                    .restTicks()),
            of("handover.maxBatch", COUNT, "entities in one handover", s -> s.handover()
                    .maxBatch()),
            of("handover.maxOpen", COUNT, "handovers open towards one node", s -> s.handover()
                    .maxOpen()),
            of("handover.retryNs", NANOSECONDS, "from repeat to repeat", s -> s.handover()
                    .retryNs()),
            of("handover.prepareTimeoutNs", NANOSECONDS, "then aborted", s -> s.handover()
                    .prepareTimeoutNs()),
            of("view.nearMetres", METRES, "seen every nearTicks within it", s -> s.view()
                    .nearMetres()),
            of("view.middleMetres", METRES, "seen every middleTicks", s -> s.view()
                    .middleMetres()),
            of("view.farMetres", METRES, "seen every farTicks: the area of interest", s -> s.view()
                    .farMetres()),
            of("view.nearTicks", COUNT, "", s -> s.view().nearTicks()),
            of("view.middleTicks", COUNT, "", s -> s.view().middleTicks()),
            of("view.farTicks", COUNT, "", s -> s.view().farTicks()),
            of("view.maxVisible", COUNT, "entities that a session sees at most", s -> s.view()
                    .maxVisible()),
            of("view.interestTicks", COUNT, "between two looks around", s -> s.view()
                    .interestTicks()),
            of("view.haloMetres", METRES, "how far a node sees beyond its region", s -> s.view()
                    .haloMetres()),
            of("view.topSpeedMetresPerSecond", METRES_PER_SECOND, "fastest the game allows", s -> s.view()
                    .topSpeedMetresPerSecond()),
            of("view.rollbackTicks", COUNT, "shown beyond what the standby has", s -> s.view()
                    .rollbackTicks()),
            of("limits.maxEntities", COUNT, "that a node rules", s -> s.limits().maxEntities()),
            of("limits.maxKnown", COUNT, "ruled and ghosts", s -> s.limits().maxKnown()),
            of("limits.maxSessions", COUNT, "of a node, and of a gateway", s -> s.limits()
                    .maxSessions()),
            of("limits.maxMembers", COUNT, "of the mesh", s -> s.limits().maxMembers()),
            of("limits.maxIntervals", COUNT, "of the region map", s -> s.limits()
                    .maxIntervals()),
            of("limits.inputQueue", COUNT, "inputs waiting for an avatar", s -> s.limits()
                    .inputQueue()),
            of("limits.capacity", COUNT, "load that a node carries, thousandths; 0: derived", s -> s.limits()
                    .capacity()),
            of("commands.outbox", COUNT, "unanswered commands of an entity", s -> s.commands()
                    .outbox()),
            of("commands.senders", COUNT, "that an entity has applied commands of", s -> s.commands()
                    .senders()),
            of("commands.maxLength", COUNT, "bytes of a command", s -> s.commands()
                    .maxLength()),
            of("commands.inbox", COUNT, "commands waiting for a node's next tick", s -> s.commands()
                    .inbox()),
            of("commands.maxLocations", COUNT, "entities that a node is home of", s -> s.commands()
                    .maxLocations()),
            of("commands.retryNs", NANOSECONDS, "from repeat to repeat", s -> s.commands()
                    .retryNs()),
            of("balance.planNs", NANOSECONDS, "from plan to plan", s -> s.balance()
                    .planNs()),
            of("balance.trigger", RATIO, "peak over mean load at which borders move", s -> s.balance()
                    .trigger()),
            of("balance.spawnAbove", RATIO, "load over capacity that adds a node", s -> s.balance()
                    .spawnAbove()),
            of("balance.retireBelow", RATIO, "load over capacity that drains one", s -> s.balance()
                    .retireBelow()),
            of("balance.dwellNs", NANOSECONDS, "how long that must last", s -> s.balance()
                    .dwellNs()),
            of("balance.minNodes", COUNT, "nodes at least", s -> s.balance().minNodes()),
            of("balance.maxNodes", COUNT, "nodes at most", s -> s.balance().maxNodes()),
            of("coordinator.port", COUNT, "UDP, and the four that follow", s -> s.operation()
                    .coordinatorPort()),
            of("gateway.port", COUNT, "UDP, for clients; 0: any free one", s -> s.operation()
                    .gatewayPort()),
            of(
                    "gateway.idleAvatarNs",
                    NANOSECONDS,
                    "that an avatar without a session stays; 0: for ever",
                    s -> s.operation().idleAvatarNs()),
            of(
                    "world.hibernateAfterNs",
                    NANOSECONDS,
                    "without sessions until a world with stores hibernates; 0: never",
                    s -> s.operation().hibernateAfterNs()),
            of(
                    "operator.mayKill",
                    FLAG,
                    "do nodes die at an operator's command",
                    s -> s.operation().mayKill() ? 1 : 0),
            of("store.everyTicks", COUNT, "from image to image of the world", s -> s.store()
                    .everyTicks()),
            of("store.maxEntities", COUNT, "that a store has room for at first", s -> s.store()
                    .maxEntities()),
            of(
                    "store.awaitNs",
                    NANOSECONDS,
                    "that the stores of the dead are waited for before players get new avatars",
                    s -> s.store().awaitNs()));

    private SettingTable() {}

    private static Setting of(
            final String key, final Unit unit, final String doc, final ToDoubleFunction<MeshSettings> value) {
        return new Setting(key, unit, doc, value);
    }

    /** Gives a setting's value by key. */
    interface Values {
        double number(String key);

        /** @throws RuntimeException when it does not fit. */
        int integer(String key);

        default long whole(final String key) {
            return (long) number(key);
        }
    }

    static MeshSettings build(final Values v) {
        return new MeshSettings(
                world(v), lease(v), handover(v), view(v), limits(v), commands(v), balance(v), operation(v), store(v));
    }

    private static WorldSettings world(final Values v) {
        return new WorldSettings(
                v.number("world.minX"),
                v.number("world.minY"),
                v.number("world.minZ"),
                v.number("world.edgeMetres"),
                v.integer("world.finestLevel"),
                v.integer("world.loadLevel"),
                v.whole("world.tickIntervalNs"));
    }

    private static LeaseSettings lease(final Values v) {
        return new LeaseSettings(
                v.whole("lease.leaseNs"),
                v.whole("lease.renewalNs"),
                v.whole("lease.marginNs"),
                v.whole("lease.electionNs"));
    }

    private static HandoverSettings handover(final Values v) {
        return new HandoverSettings(
                v.number("handover.marginMetres"),
                v.integer("handover.dwellTicks"),
                v.integer("handover.restTicks"),
                v.integer("handover.maxBatch"),
                v.integer("handover.maxOpen"),
                v.whole("handover.retryNs"),
                v.whole("handover.prepareTimeoutNs"));
    }

    private static ViewSettings view(final Values v) {
        return new ViewSettings(
                v.number("view.nearMetres"),
                v.number("view.middleMetres"),
                v.number("view.farMetres"),
                v.integer("view.nearTicks"),
                v.integer("view.middleTicks"),
                v.integer("view.farTicks"),
                v.integer("view.maxVisible"),
                v.integer("view.interestTicks"),
                v.number("view.haloMetres"),
                v.number("view.topSpeedMetresPerSecond"),
                v.integer("view.rollbackTicks"));
    }

    private static LimitSettings limits(final Values v) {
        return new LimitSettings(
                v.integer("limits.maxEntities"),
                v.integer("limits.maxKnown"),
                v.integer("limits.maxSessions"),
                v.integer("limits.maxMembers"),
                v.integer("limits.maxIntervals"),
                v.integer("limits.inputQueue"),
                v.whole("limits.capacity"));
    }

    private static CommandSettings commands(final Values v) {
        return new CommandSettings(
                v.integer("commands.outbox"),
                v.integer("commands.senders"),
                v.integer("commands.maxLength"),
                v.integer("commands.inbox"),
                v.integer("commands.maxLocations"),
                v.whole("commands.retryNs"));
    }

    private static BalanceSettings balance(final Values v) {
        return new BalanceSettings(
                v.whole("balance.planNs"),
                v.number("balance.trigger"),
                v.number("balance.spawnAbove"),
                v.number("balance.retireBelow"),
                v.whole("balance.dwellNs"),
                v.integer("balance.minNodes"),
                v.integer("balance.maxNodes"));
    }

    private static StoreSettings store(final Values v) {
        return new StoreSettings(
                v.integer("store.everyTicks"), v.integer("store.maxEntities"), v.whole("store.awaitNs"));
    }

    private static OperationSettings operation(final Values v) {
        return new OperationSettings(
                v.integer("coordinator.port"),
                v.integer("gateway.port"),
                v.whole("gateway.idleAvatarNs"),
                v.whole("world.hibernateAfterNs"),
                v.whole("operator.mayKill") != 0);
    }
}
