package io.octarchy.mesh.authority;

import io.octarchy.mesh.authority.ExplorerWorld.Action;
import io.octarchy.mesh.authority.ExplorerWorld.Scope;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.LongHashSet;

/**
 * Goes through every order of deliveries, losses, duplicates, crashes and absences of the coordinator within a scope, depth
 * first. The cores cannot be cloned: a world is made anew and led along its path, but for the first of a state's children.
 */
final class Explorer {
    private final Scope scope;
    private final Mutant mutant;
    private final long maxStates;
    private final long deadlineNs;
    private final LongHashSet seen = new LongHashSet();
    private final List<Action> path = new ArrayList<>();
    private long transitions;
    private long ends;
    private boolean isCut;

    Explorer(final Scope scope, final Mutant mutant, final long maxStates, final long maxNs) {
        this.scope = scope;
        this.mutant = mutant;
        this.maxStates = maxStates;
        deadlineNs = System.nanoTime() + maxNs;
    }

    /** Explore; an AssertionError names the path to a violation. */
    Explorer explore() {
        final ExplorerWorld first = new ExplorerWorld(scope, mutant);
        seen.add(first.hash());
        visit(first);
        return this;
    }

    private void visit(final ExplorerWorld world) {
        final List<Action> actions = world.actions();
        ExplorerWorld at = world;
        boolean isEnd = true;
        for (final Action action : actions) {
            if (seen.size() >= maxStates || System.nanoTime() > deadlineNs) {
                isCut = true;
                return;
            }
            final ExplorerWorld next = at != null ? at : led();
            at = null;
            path.add(action);
            transitions++;
            check(() -> next.apply(action));
            if (seen.add(next.hash())) {
                isEnd = false;
                visit(next);
            }
            path.remove(path.size() - 1);
        }
        if (isEnd) {
            ends++;
            for (final boolean arrives : new boolean[] {true, false}) {
                final ExplorerWorld last = led();
                check(() -> last.settle(arrives));
            }
        }
    }

    private ExplorerWorld led() {
        final ExplorerWorld world = new ExplorerWorld(scope, mutant);
        path.forEach(world::apply);
        return world;
    }

    private void check(final Runnable step) {
        try {
            step.run();
        } catch (final AssertionError e) {
            throw new AssertionError("after " + path + ", " + this, e);
        }
    }

    long states() {
        return seen.size();
    }

    boolean isCut() {
        return isCut;
    }

    @Override
    public String toString() {
        return scope + ": " + seen.size() + " states, " + transitions + " transitions, " + ends + " ends"
                + (isCut ? ", CUT" : ", complete");
    }
}
