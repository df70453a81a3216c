package io.octarchy.tools.chaos;

import io.octarchy.tools.demo.DemoMesh;
import io.octarchy.tools.demo.ProcessNodes;
import io.octarchy.tools.process.CoordinatorProcess;
import io.octarchy.tools.process.DriverProcess;
import io.octarchy.tools.process.Signal;
import io.octarchy.tools.weather.Weather;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** Does what a fault says to the processes of a mesh, and undoes it. One thread calls. */
final class Injector {
    /** Shares of datagrams, in millionths: a bad line rather than a broken one. */
    static final int LOST = Weather.WHOLE / 50;

    static final int DOUBLED = Weather.WHOLE / 10;
    static final int LATE = Weather.WHOLE / 10;

    private final DemoMesh mesh;
    private final ProcessNodes nodes;
    private final Weather weather;
    private final SplittableRandom launches;

    /**
     * What was done, in words, and how it is undone.
     *
     * @param isOver asked again and again once its time is over, before it is undone.
     */
    record Deed(String what, Runnable undo, BooleanSupplier isOver) {
        Deed(final String what, final Runnable undo) {
            this(what, undo, () -> true);
        }
    }

    Injector(final DemoMesh mesh, final Weather weather, final long seed) {
        this.mesh = mesh;
        this.weather = weather;
        nodes = (ProcessNodes) mesh.nodes();
        launches = new SplittableRandom(seed);
    }

    /**
     * Do it.
     *
     * @param living nodes that the coordinator counts as such.
     * @return null when there is nobody whom it could befall now.
     */
    Deed strike(final Fault fault, final List<MeshProbe.Node> living) {
        return switch (fault.kind()) {
            case LOSS -> disorder(LOST, 0, 0);
            case DUPLICATION -> disorder(0, DOUBLED, 0);
            case REORDERING -> disorder(0, 0, LATE);
            case COORDINATOR_FREEZE -> freeze(member(fault));
            case COORDINATOR_KILL -> kill(member(fault));
            case LEADER_KILL ->
                mesh.coordinators().leader() == null
                        ? null
                        : kill(mesh.coordinators().leader());
            case LEADER_FREEZE ->
                mesh.coordinators().leader() == null
                        ? null
                        : freeze(mesh.coordinators().leader());
            case COORDINATOR_ROLLING ->
                new Deed("each member in turn", () -> {}, new Rolling(mesh.coordinators())::step);
            case COORDINATORS_DOWN -> killCoordinators();
            case DRIVER -> killDriver(living);
            default -> befall(fault, living);
        };
    }

    private Deed befall(final Fault fault, final List<MeshProbe.Node> living) {
        final List<MeshProbe.Node> own = new ArrayList<>(living);
        own.removeIf(node -> nodes.launchOf(node.name()) == 0);
        if (own.isEmpty()) {
            return null;
        }
        final MeshProbe.Node victim = own.get(fault.target() % own.size());
        final long launch = nodes.launchOf(victim.name());
        return switch (fault.kind()) {
            case KILL -> kill(victim.name(), launch);
            case ISOLATION -> isolate(victim.name(), nodes.numberOf(launch));
            case PARTITION -> own.size() < 2 ? null : part(victim, own.get((fault.target() + 1) % own.size()));
            default -> freeze(nodes.pidsOf(launch), victim.name());
        };
    }

    private Deed kill(final String name, final long launch) {
        nodes.kill(launch);
        return new Deed(name, this::startNode);
    }

    private void startNode() {
        nodes.start(launches.nextLong() >>> 1 | 1);
    }

    /** Start another one for each node that ended by itself; returns who did and why. */
    List<String> replaceEnded() {
        final List<String> ended = nodes.takeEnded();
        ended.forEach(who -> startNode());
        return ended;
    }

    private Deed freeze(final List<Long> pids, final String name) {
        pids.forEach(Signal.STOP::send);
        return new Deed(name, () -> pids.forEach(Signal.CONT::send));
    }

    private Deed killDriver(final List<MeshProbe.Node> living) {
        for (final MeshProbe.Node node : living) {
            final DriverProcess driver = nodes.driverOf(nodes.launchOf(node.name()));
            if (driver != null) {
                driver.kill();
                return new Deed("that of " + node.name(), driver::restart);
            }
        }
        return null;
    }

    private CoordinatorProcess member(final Fault fault) {
        final List<CoordinatorProcess> members = mesh.coordinators().members();
        return members.get(fault.target() % members.size());
    }

    private Deed freeze(final CoordinatorProcess member) {
        return freeze(List.of(member.pid()), member.name());
    }

    private static Deed kill(final CoordinatorProcess member) {
        member.kill();
        return new Deed(member.name(), member::restart);
    }

    private Deed killCoordinators() {
        final List<CoordinatorProcess> members = mesh.coordinators().members();
        members.forEach(CoordinatorProcess::kill);
        return new Deed(
                members.size() == 1 ? "the only member" : "all members",
                () -> members.forEach(CoordinatorProcess::restart));
    }

    private Deed disorder(final int lost, final int doubled, final int late) {
        weather.disorder(lost, doubled, late);
        return new Deed((lost + doubled + late) * 100L / Weather.WHOLE + " %", () -> weather.disorder(0, 0, 0));
    }

    private Deed isolate(final String name, final int number) {
        weather.isolate(number, true);
        return new Deed(name, () -> weather.isolate(number, false));
    }

    private Deed part(final MeshProbe.Node one, final MeshProbe.Node other) {
        final int first = nodes.numberOf(nodes.launchOf(one.name()));
        final int second = nodes.numberOf(nodes.launchOf(other.name()));
        weather.cut(first, other.port());
        weather.cut(second, one.port());
        return new Deed(one.name() + " from " + other.name(), () -> {
            weather.mend(first);
            weather.mend(second);
        });
    }
}
