package io.octarchy.mesh.coordinator.fleet;

import io.octarchy.mesh.coordinator.member.Member;

/** The way of orders to providers; each may be lost and is said again. */
public interface OrderSink {
    void order(Member provider, long launch, int verb);
}
