package io.octarchy.mesh.authority;

import io.octarchy.codec.control.EntityRole;
import io.octarchy.codec.control.FenceAckDecoder;
import io.octarchy.codec.control.GrantAckDecoder;
import io.octarchy.codec.control.MessageHeaderDecoder;
import io.octarchy.codec.control.SnapshotReplyDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Leases, fences and takeovers by the letter of rules 6, 9 to 14 and 16: an oracle, written apart from the real one. */
final class TestCoordinator {
    private static final int QUERY_PAGE = 8;
    private static final int GRANT_PAGE = 6;
    private static final long RESEND_NS = 25 * Cluster.STEP_NS;

    /** What a node said of an entity. */
    private record Said(
            int node,
            EntityRole role,
            int doubtTarget,
            long epoch,
            long highest,
            long tick,
            long copyEpoch,
            long copyTick) {}

    /** A node as the coordinator knows it. */
    static final class Member {
        long lastTick;
        long heardNs;
        int standby;
        int decided;
    }

    final TreeMap<Integer, Member> live = new TreeMap<>();
    final TreeMap<Integer, Long> dead = new TreeMap<>();
    final TreeSet<Long> stuck = new TreeSet<>();
    private final Cluster cluster;
    private final Map<Integer, TreeSet<Integer>> parts = new TreeMap<>();
    private final Map<Integer, Integer> partCounts = new TreeMap<>();
    private final TreeSet<Long> candidates = new TreeSet<>();
    private final List<List<Long>> pages = new ArrayList<>();
    private final Map<Integer, TreeSet<Integer>> answered = new TreeMap<>();
    private final Map<Long, List<Said>> said = new TreeMap<>();
    private final List<GrantPage> grants = new ArrayList<>();
    private final GrantPublisher publisher;
    private int fence;
    private int decided;
    private int closed;
    private boolean asked;
    private long resendNs;

    TestCoordinator(final Cluster cluster) {
        this.cluster = cluster;
        publisher = new GrantPublisher(cluster);
    }

    int fence() {
        return fence;
    }

    int decided() {
        return decided;
    }

    int closed() {
        return closed;
    }

    boolean isOpen() {
        return closed < fence;
    }

    void join(final int node, final long nowNs) {
        final Member member = new Member();
        member.heardNs = nowNs;
        member.decided = fence;
        live.put(node, member);
        assignStandbys();
    }

    private void assignStandbys() {
        for (final Map.Entry<Integer, Member> entry : live.entrySet()) {
            final Integer next = live.higherKey(entry.getKey());
            final int standby = next != null ? next : live.firstKey();
            entry.getValue().standby = standby == entry.getKey() ? 0 : standby;
        }
    }

    /** A lease that was not renewed is over for the coordinator, too: everybody fences the dead. */
    void expire(final long nowNs, final long patienceNs) {
        final List<Integer> over = new ArrayList<>();
        live.forEach((node, member) -> {
            if (nowNs - member.heardNs >= patienceNs) {
                over.add(node);
            }
        });
        if (live.size() > over.size()) {
            over.forEach(this::declareDead);
        }
    }

    /** Back from its log: no lease ends before one whole lease from now (rule 16). */
    void onReturn(final long nowNs) {
        live.values().forEach(member -> member.heardNs = nowNs);
    }

    void declareDead(final int node) {
        dead.put(node, live.remove(node).lastTick);
        cluster.onDeclaredDead(node);
        fence++;
        assignStandbys();
        collect();
    }

    private void collect() {
        parts.clear();
        partCounts.clear();
        candidates.clear();
        candidates.addAll(stuck);
        asked = false;
        answered.clear();
        pages.clear();
        said.clear();
        resendNs = 0;
        for (final GrantPage page : grants) {
            if (dead.containsKey(page.owner)) {
                candidates.addAll(page.entities);
            }
        }
    }

    /** A heartbeat of a node got through, and so did its answer. */
    void renew(final TestNode node, final long nowNs, final long lastTick) {
        final Member member = live.get(node.id);
        if (member == null) {
            node.lease.onDeclaredDead();
            return;
        }
        member.heardNs = nowNs;
        member.lastTick = Math.max(member.lastTick, lastTick);
        node.lease.onRenewed(nowNs, member.lastTick);
        for (final int other : live.keySet()) {
            if (other != node.id) {
                node.fencing.listed(other);
                node.known.add(other);
            }
        }
        node.enterFence(nowNs, fence, dead.keySet());
        node.sender.standby(member.standby);
        if (decided == fence) {
            node.onDecided(nowNs, decided);
        }
        member.decided = Math.max(member.decided, node.decided);
        node.onClosed(closed);
    }

    void receive() {
        for (Net.Frame frame = cluster.net.poll(Net.COORDINATOR);
                frame != null;
                frame = cluster.net.poll(Net.COORDINATOR)) {
            final MessageHeaderDecoder header = new MessageHeaderDecoder();
            switch (frame.template()) {
                case FenceAckDecoder.TEMPLATE_ID ->
                    onFenceAck(new FenceAckDecoder().wrapAndApplyHeader(frame.bytes, 0, header));
                case SnapshotReplyDecoder.TEMPLATE_ID ->
                    onReply(new SnapshotReplyDecoder().wrapAndApplyHeader(frame.bytes, 0, header));
                case GrantAckDecoder.TEMPLATE_ID -> {
                    final GrantAckDecoder ack = new GrantAckDecoder().wrapAndApplyHeader(frame.bytes, 0, header);
                    for (final GrantPage page : grants) {
                        page.acked |= page.owner == ack.incarnation()
                                && page.fence == ack.fence()
                                && page.number == ack.page();
                    }
                }
                default -> throw new AssertionError("template " + frame.template());
            }
        }
    }

    private void onFenceAck(final FenceAckDecoder ack) {
        final int node = ack.incarnation();
        if (ack.fence() == fence && decided < fence && live.containsKey(node)) {
            partCounts.put(node, ack.parts());
            parts.computeIfAbsent(node, n -> new TreeSet<>()).add(ack.part());
            for (final FenceAckDecoder.EntitiesDecoder entity : ack.entities()) {
                if (!asked) {
                    candidates.add(entity.entity());
                }
            }
        }
    }

    private void onReply(final SnapshotReplyDecoder reply) {
        final int node = reply.incarnation();
        final int page = reply.page();
        if (reply.fence() != fence || decided == fence || !live.containsKey(node) || page >= pages.size()) {
            return;
        }
        if (!answered.computeIfAbsent(node, n -> new TreeSet<>()).add(page)) {
            return;
        }
        for (final SnapshotReplyDecoder.EntitiesDecoder e : reply.entities()) {
            said.computeIfAbsent(e.entity(), id -> new ArrayList<>())
                    .add(new Said(
                            node,
                            e.role(),
                            e.doubtTarget(),
                            e.epoch(),
                            e.highestEpoch(),
                            e.tick(),
                            e.copyEpoch(),
                            e.copyTick()));
        }
    }

    void doWork(final long nowNs) {
        if (!isOpen()) {
            return;
        }
        final boolean resend = nowNs - resendNs >= 0;
        resendNs = resend ? nowNs + RESEND_NS : resendNs;
        if (decided < fence && isAcked()) {
            ask(resend || !asked);
            if (isAnswered() || cluster.mutant == Mutant.DECIDES_EARLY) {
                decide();
            }
        }
        if (decided == fence && resend) {
            grants.stream()
                    .filter(page -> !page.acked && live.containsKey(page.owner))
                    .forEach(publisher::send);
        }
        if (decided == fence
                && grants.stream().allMatch(page -> page.acked || !live.containsKey(page.owner))
                && live.values().stream().allMatch(member -> member.decided >= decided)) {
            cluster.checkNothingLeftBehind(fence);
            closed = fence;
            grants.clear();
            dead.clear();
        }
    }

    private boolean isAcked() {
        if (cluster.mutant == Mutant.DECIDES_EARLY && !parts.isEmpty()) {
            return true;
        }
        return live.keySet().stream()
                .allMatch(node -> parts.containsKey(node) && parts.get(node).size() == partCounts.get(node));
    }

    private void ask(final boolean send) {
        if (!asked) {
            asked = true;
            List<Long> page = null;
            for (final long entity : candidates) {
                if (page == null || page.size() == QUERY_PAGE) {
                    page = new ArrayList<>();
                    pages.add(page);
                }
                page.add(entity);
            }
        }
        for (int page = 0; send && page < pages.size(); page++) {
            for (final int node : live.keySet()) {
                if (!answered.getOrDefault(node, new TreeSet<>()).contains(page)) {
                    publisher.sendQuery(node, fence, page, pages.get(page));
                }
            }
        }
    }

    private boolean isAnswered() {
        return live.keySet().stream()
                .allMatch(node -> answered.getOrDefault(node, new TreeSet<>()).size() == pages.size());
    }

    private void decide() {
        long resumeTick =
                1 + dead.values().stream().mapToLong(Long::longValue).max().orElse(0);
        for (final long entity : candidates) {
            for (final Said s : said.getOrDefault(entity, List.of())) {
                resumeTick = Math.max(resumeTick, 1 + Math.max(s.tick, s.copyTick));
            }
        }
        final List<GrantPage> fresh = new ArrayList<>();
        for (final long entity : candidates) {
            final int owner = judge(entity);
            if (owner != 0) {
                final long copyTick = best(entity).copyTick;
                page(fresh, owner, cluster.mutant == Mutant.RESUMES_AT_COPY ? copyTick + 1 : resumeTick)
                        .entities
                        .add(entity);
            }
        }
        grants.addAll(fresh);
        decided = fence;
        resendNs = 0;
    }

    private GrantPage page(final List<GrantPage> fresh, final int owner, final long resumeTick) {
        for (final GrantPage page : fresh) {
            if (page.owner == owner && page.entities.size() < GRANT_PAGE && page.resumeTick == resumeTick) {
                return page;
            }
        }
        final GrantPage page = new GrantPage(fence, fresh.size(), owner, resumeTick);
        fresh.add(page);
        return page;
    }

    /** Rule 12: whom to grant it to, 0 for nobody. */
    private int judge(final long entity) {
        final List<Said> all = said.getOrDefault(entity, List.of());
        long top = 0;
        boolean removed = false;
        for (final Said s : all) {
            top = Math.max(top, Math.max(s.highest, Math.max(s.epoch, s.copyEpoch)));
        }
        for (final GrantPage page : grants) {
            if (page.entities.contains(entity)) {
                top = Math.max(top, Epoch.of(page.fence, 0));
            }
        }
        boolean claimed = false;
        for (final Said s : all) {
            claimed |= s.epoch == top && s.role == EntityRole.AUTHORITY;
            claimed |= s.epoch == top && s.role == EntityRole.DOUBT && live.containsKey(s.doubtTarget);
            removed |= s.role == EntityRole.REMOVED && s.epoch == top;
        }
        for (final GrantPage page : grants) {
            claimed |= page.entities.contains(entity) && live.containsKey(page.owner) && Epoch.of(page.fence, 0) == top;
        }
        final Said best = best(entity);
        if (claimed || removed) {
            stuck.remove(entity);
            return 0;
        }
        if (best == null) {
            stuck.add(entity);
            return 0;
        }
        stuck.remove(entity);
        return best.node;
    }

    private Said best(final long entity) {
        Said best = null;
        for (final Said s : said.getOrDefault(entity, List.of())) {
            if (s.copyEpoch > 0
                    && (best == null
                            || s.copyEpoch > best.copyEpoch
                            || s.copyEpoch == best.copyEpoch && s.copyTick > best.copyTick)) {
                best = s;
            }
        }
        return best;
    }
}
