package io.octarchy.mesh.gateway;

import io.octarchy.codec.client.LoginStatus;
import io.octarchy.codec.control.MemberState;
import io.octarchy.replicator.frame.FrameChannel;
import org.agrona.DirectBuffer;

/**
 * What nodes say: where avatars live, and what their sessions see. Everything is checked against the list of incarnations
 * and the highest epoch seen of the session's avatar (protocol rule 15); gateways ack no fences.
 */
final class NodeSide {
    private final Gateway.Parts parts;

    NodeSide(final Gateway.Parts parts) {
        this.parts = parts;
    }

    void onMember(
            final long nowNs,
            final int incarnation,
            final MemberState state,
            final long driver,
            final int sessionStream,
            final String endpoint) {
        final Node known = parts.nodes.get(incarnation);
        if (known != null) {
            onState(nowNs, known, state);
        } else if (parts.nodes.add(incarnation, driver, sessionStream, endpoint, state) == null) {
            parts.counters.increment(GatewayCounter.MEMBERS_REFUSED);
        } else {
            parts.retryOpening(nowNs);
        }
    }

    private void onState(final long nowNs, final Node node, final MemberState state) {
        final boolean wasAlive = node.isAlive();
        if (wasAlive) {
            node.state = state;
        }
        if (wasAlive && !node.isAlive()) {
            for (int i = 0; i < parts.sessions.size(); i++) {
                final Session session = parts.sessions.at(i);
                if (session.node == node && session.state == SessionState.ACTIVE) {
                    parts.lifecycle.hold(nowNs, session);
                }
            }
        }
    }

    void onSessionHome(
            final long nowNs,
            final long id,
            final long entity,
            final int owner,
            final int fence,
            final long epoch,
            final LoginStatus status) {
        final Node node = sender(owner, fence, epoch);
        if (node == null) {
            return;
        }
        final Session session = parts.sessions.byId(id);
        if (session == null) {
            onStray(id, entity, owner, status);
        } else if (status != LoginStatus.OK) {
            onRefusal(session, status);
        } else if (session.avatar != 0 && session.avatar != entity) {
            parts.counters.increment(GatewayCounter.HOMES_STALE);
            session.strayAvatar = entity;
            session.strayOwner = owner;
            session.strayEpoch = epoch;
            parts.strays.add(id, entity, owner);
        } else if (!route(session, node, epoch)) {
            parts.counters.increment(GatewayCounter.HOMES_STALE);
        } else {
            session.avatar = entity;
            onHome(nowNs, session);
        }
    }

    private void onHome(final long nowNs, final Session session) {
        if (session.state == SessionState.OPENING) {
            parts.lifecycle.activate(nowNs, session);
        } else if (session.state == SessionState.HOLDING) {
            parts.lifecycle.resume(nowNs, session);
        } else if (session.state == SessionState.CLOSING) {
            session.nextSendNs = nowNs;
            parts.sessions.enqueue(session);
        }
    }

    private void onRefusal(final Session session, final LoginStatus status) {
        if (session.state == SessionState.OPENING && status != LoginStatus.TRY_LATER) {
            parts.lifecycle.refuse(session, status);
        }
    }

    private void onStray(final long id, final long entity, final int owner, final LoginStatus status) {
        parts.counters.increment(GatewayCounter.UNKNOWN_SESSION);
        if (status == LoginStatus.OK && id >>> 32 == parts.incarnation) {
            parts.strays.add(id, entity, owner);
        }
    }

    void onSessionClosed(final long nowNs, final long id, final int owner, final int fence) {
        final Session session = parts.sessions.byId(id);
        final Node node = sender(owner, fence, 0);
        if (session == null || node == null) {
            return;
        }
        if (session.state == SessionState.CLOSING) {
            parts.lifecycle.free(session);
        } else if (session.node == node) {
            parts.lifecycle.closeWithNotice(nowNs, session);
            parts.lifecycle.free(session);
        }
    }

    void onView(
            final long nowNs,
            final long id,
            final int owner,
            final int fence,
            final long epoch,
            final long tick,
            final int sequence,
            final boolean isReset,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        final Node node = sender(owner, fence, epoch);
        if (node == null) {
            return;
        }
        final Session session = parts.sessions.byId(id);
        if (session == null) {
            onStray(id, 0, owner, LoginStatus.OK);
        } else if (session.isStray(owner, epoch)) {
            parts.counters.increment(GatewayCounter.VIEWS_STALE);
            parts.strays.add(id, session.strayAvatar, owner);
        } else if (!session.takesInputs()) {
            onUnexpectedView(session, tick);
        } else if (epoch >= session.epoch && tick < session.tick || !route(session, node, epoch)) {
            parts.counters.increment(GatewayCounter.VIEWS_STALE);
        } else {
            session.lastViewNs = nowNs;
            if (session.state == SessionState.HOLDING) {
                parts.lifecycle.resume(nowNs, session);
            }
            relay(nowNs, session, tick, sequence, isReset, buffer, offset, length);
        }
    }

    /** A view before its SessionHome: the client has no session to show it in, and will lack it. */
    private void onUnexpectedView(final Session session, final long tick) {
        parts.counters.increment(GatewayCounter.VIEWS_UNEXPECTED);
        if (session.state == SessionState.OPENING) {
            session.needsReset = true;
            session.lostTick = Math.max(session.lostTick, tick);
        }
    }

    private void relay(
            final long nowNs,
            final Session session,
            final long tick,
            final int sequence,
            final boolean isReset,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        if (!isReset && (session.needsReset || sequence != session.viewSequence + 1)) {
            parts.counters.increment(GatewayCounter.VIEWS_AWAITING_RESET);
            lose(nowNs, session, tick);
            return;
        }
        final FrameChannel channel = session.connection.channel;
        final boolean canTake = length <= channel.maxFrameLength() && parts.clientPublisher.ack(session);
        final int at = canTake ? channel.claim(length) : FrameChannel.BACK_PRESSURED;
        if (at < 0) {
            parts.counters.increment(GatewayCounter.VIEWS_LOST);
            lose(nowNs, session, tick);
            return;
        }
        channel.buffer().putBytes(at, buffer, offset, length);
        channel.commit();
        parts.counters.increment(GatewayCounter.VIEWS_RELAYED);
        session.tick = tick;
        session.viewSequence = sequence;
        session.needsReset = false;
    }

    /**
     * The client lacks a view, and later ones stand on it: ask for one that stands alone. Also so when the former
     * authority's last view comes after the first of its successor, which is never shown then.
     */
    private void lose(final long nowNs, final Session session, final long tick) {
        if (!session.needsReset) {
            session.needsReset = true;
            session.nextSendNs = nowNs;
            parts.sessions.enqueue(session);
        }
        session.lostTick = tick;
    }

    /**
     * Does the sender rule the avatar as far as is known? A higher epoch makes it so.
     *
     * @return false when another is known with at least this epoch.
     */
    private boolean route(final Session session, final Node node, final long epoch) {
        if (session.node == null) {
            session.node = node;
            session.epoch = epoch;
            return true;
        }
        if (epoch <= session.epoch) {
            return epoch == session.epoch && session.node == node;
        }
        if (session.node != node) {
            parts.counters.increment(GatewayCounter.REROUTES);
            session.node = node;
        }
        session.epoch = epoch;
        return true;
    }

    /** The sender, when it is listed and alive and its fence is not below the epoch's; otherwise counted. */
    private Node sender(final int owner, final int fence, final long epoch) {
        final Node node = parts.nodes.get(owner);
        if (node == null) {
            parts.counters.increment(GatewayCounter.FROM_UNLISTED);
            return null;
        }
        if (!node.isAlive()) {
            parts.counters.increment(GatewayCounter.FROM_DEAD);
            return null;
        }
        if (fence < generation(epoch)) {
            parts.counters.increment(GatewayCounter.FENCE_BEHIND_EPOCH);
            return null;
        }
        return node;
    }

    private static int generation(final long epoch) {
        return (int) (epoch >> 32);
    }
}
