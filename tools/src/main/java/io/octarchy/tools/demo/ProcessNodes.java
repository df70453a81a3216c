package io.octarchy.tools.demo;

import io.octarchy.mesh.fleet.process.LocalProcessProvider;
import io.octarchy.tools.process.ChildCommand;
import io.octarchy.tools.process.DriverProcess;
import io.octarchy.tools.record.EventStreams;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.CloseHelper;
import org.agrona.IoUtil;
import org.agrona.concurrent.SystemNanoClock;

/**
 * Nodes that are processes of this machine, each with a media driver of its own, which may be a process of its own for one
 * of them. Thread safe.
 */
public final class ProcessNodes implements DemoNodes {
    private static final int MAX_PROCESSES = 32;
    private static final String NAME = "node-";

    private final LocalProcessProvider provider;
    private final Path directory;
    private final Path logs;
    private final Cast cast;
    private final Map<Long, Seat> seats = new LinkedHashMap<>();
    private final List<Integer> killed = new ArrayList<>();

    /** A process that was not ended on purpose, with its number and, where it has one, its driver's process. */
    private record Seat(int number, DriverProcess driver) {}

    ProcessNodes(
            final Path config, final String coordinator, final Path events, final Path directory, final Cast cast) {
        this.directory = directory;
        this.cast = cast;
        logs = directory.resolve(DemoMesh.LOGS);
        provider = new LocalProcessProvider(
                number -> command(coordinator, config, events), logs, MAX_PROCESSES, SystemNanoClock.INSTANCE);
    }

    private List<String> command(final String coordinator, final Path config, final Path events) {
        final List<String> role = new ArrayList<>(List.of(
                "node",
                "--config",
                config.toString(),
                "--coordinator",
                coordinator,
                "--launch",
                LocalProcessProvider.LAUNCH,
                "--name",
                NAME + LocalProcessProvider.NUMBER,
                "--events",
                events.resolve(NAME + LocalProcessProvider.NUMBER + EventStreams.SUFFIX)
                        .toString(),
                wantsDriver() ? "--aeron-directory" : "--driver-directory",
                driver(LocalProcessProvider.NUMBER).toString(),
                "--parent",
                Long.toString(ProcessHandle.current().pid())));
        if (cast.rejoins() > 0) {
            role.addAll(List.of("--rejoins", Integer.toString(cast.rejoins())));
        }
        return ChildCommand.of(cast.flags(), role);
    }

    private Path driver(final String number) {
        return directory.resolve("driver-" + number);
    }

    private boolean wantsDriver() {
        return cast.driver() && seats.values().stream().noneMatch(seat -> seat.driver() != null);
    }

    @Override
    public synchronized Outcome start(final long launch) {
        tidy();
        final boolean wantsDriver = wantsDriver();
        final Outcome outcome = provider.start(launch);
        if (outcome == Outcome.DONE && !seats.containsKey(launch)) {
            final int number = provider.started();
            seats.put(launch, new Seat(number, wantsDriver ? startDriver(launch, number) : null));
        }
        return outcome;
    }

    /** The node waits for it. */
    private DriverProcess startDriver(final long launch, final int number) {
        final String text = Integer.toString(number);
        final List<String> flags = cast.flags().stream()
                .map(flag -> flag.replace(LocalProcessProvider.NUMBER, text))
                .toList();
        return new DriverProcess(driver(text), provider.pid(launch), logs.resolve("driver-" + number + ".log"), flags);
    }

    /** Nodes that were killed leave their drivers' files: many deaths would fill shared memory. */
    private void tidy() {
        killed.forEach(number -> IoUtil.delete(driver(Integer.toString(number)).toFile(), true));
        killed.clear();
    }

    @Override
    public synchronized Outcome stop(final long launch) {
        final Outcome outcome = provider.stop(launch);
        seats.remove(launch);
        return outcome;
    }

    @Override
    public synchronized Outcome kill(final long launch) {
        final Outcome outcome = provider.kill(launch);
        final Seat seat = seats.remove(launch);
        if (seat != null) {
            killed.add(seat.number());
        }
        if (seat != null && seat.driver() != null) {
            seat.driver().kill();
        }
        return outcome;
    }

    @Override
    public synchronized boolean knows(final long launch) {
        return provider.knows(launch);
    }

    @Override
    public synchronized String reason(final long launch) {
        return provider.reason(launch);
    }

    @Override
    public synchronized List<Long> running() {
        return new ArrayList<>(seats.keySet());
    }

    /** The launch that runs under this name, 0: none. */
    public synchronized long launchOf(final String name) {
        return seats.entrySet().stream()
                .filter(entry -> name.equals(NAME + entry.getValue().number()))
                .mapToLong(Map.Entry::getKey)
                .findFirst()
                .orElse(0);
    }

    /** A launch's number, from 1; 0: it does not run. */
    public synchronized int numberOf(final long launch) {
        return seats.containsKey(launch) ? seats.get(launch).number() : 0;
    }

    /** Ids of the processes that a launch consists of. */
    public synchronized List<Long> pidsOf(final long launch) {
        final List<Long> pids = new ArrayList<>();
        if (seats.containsKey(launch) && provider.pid(launch) != 0) {
            pids.add(provider.pid(launch));
            if (seats.get(launch).driver() != null) {
                pids.add(seats.get(launch).driver().pid());
            }
        }
        return pids;
    }

    /** Forget those that ended by themselves; returns names and reasons of those that the coordinator had not drained. */
    public synchronized List<String> takeEnded() {
        final List<String> ended = new ArrayList<>();
        seats.entrySet().removeIf(entry -> {
            final boolean isGone = provider.pid(entry.getKey()) == 0;
            if (isGone && !provider.endedWell(entry.getKey())) {
                ended.add(NAME + entry.getValue().number() + ' ' + provider.reason(entry.getKey()));
            }
            return isGone;
        });
        return ended;
    }

    /** The process of a launch's media driver, or null when that is within the node. */
    public synchronized DriverProcess driverOf(final long launch) {
        return seats.containsKey(launch) ? seats.get(launch).driver() : null;
    }

    @Override
    public String failure() {
        return null;
    }

    @Override
    public synchronized void close() {
        provider.close();
        seats.values().forEach(seat -> CloseHelper.quietClose(seat.driver()));
    }
}
