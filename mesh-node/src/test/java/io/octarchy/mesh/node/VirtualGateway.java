package io.octarchy.mesh.node;

import io.octarchy.codec.control.Role;
import io.octarchy.mesh.coordinator.client.ControlAdapter;
import io.octarchy.mesh.coordinator.client.CoordinatorListener;
import io.octarchy.mesh.coordinator.client.MeshMember;
import org.agrona.concurrent.UnsafeBuffer;

/** A gateway of a virtual mesh, as the coordinator knows one: a member with so many sessions. */
final class VirtualGateway {
    private static final long SESSION = 900;
    private static final long STEP_NS = 20_000_000L;

    private final VirtualMesh mesh;
    private final QueueChannel toCoordinator;
    private final QueueChannel fromCoordinator;
    private final MeshMember member;
    private final ControlAdapter adapter;

    VirtualGateway(final VirtualMesh mesh) {
        this.mesh = mesh;
        toCoordinator = new QueueChannel(mesh);
        fromCoordinator = new QueueChannel(mesh);
        mesh.outsiders.put(SESSION, fromCoordinator);
        member = new MeshMember(
                toCoordinator, Role.GATEWAY, SESSION, "gate:1", "gate", new CoordinatorListener() {}, 64);
        adapter = new ControlAdapter(member);
    }

    void sessions(final int count) {
        member.sessions(count);
    }

    void run(final long forNs) {
        for (final long endNs = mesh.nowNs + forNs; mesh.nowNs < endNs; ) {
            mesh.run(STEP_NS);
            member.doWork(mesh.nowNs);
            while (!toCoordinator.frames.isEmpty()) {
                mesh.ingress(SESSION, toCoordinator.frames.poll().bytes());
            }
            while (!fromCoordinator.frames.isEmpty()) {
                final byte[] bytes = fromCoordinator.frames.poll().bytes();
                adapter.onFrame(mesh.nowNs, new UnsafeBuffer(bytes), 0, bytes.length);
            }
        }
    }
}
