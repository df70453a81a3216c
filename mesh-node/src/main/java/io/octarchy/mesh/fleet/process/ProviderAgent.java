package io.octarchy.mesh.fleet.process;

import io.aeron.Aeron;
import io.octarchy.mesh.coordinator.aeron.CoordinatorLink;
import io.octarchy.mesh.fleet.NodeProvider;
import io.octarchy.mesh.fleet.ProviderCore;
import org.agrona.CloseHelper;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;

/** Steps a {@link ProviderCore} and its link to the coordinator. */
public final class ProviderAgent implements Agent {
    private final CoordinatorLink link;
    private final ProviderCore core;
    private final NodeProvider provider;
    private final NanoClock clock;

    /**
     * @param aeron client of any media driver of this machine; stays the caller's.
     * @param launch random id of this life of the process.
     */
    public ProviderAgent(
            final Aeron aeron,
            final String ingressEndpoints,
            final String egressHost,
            final NodeProvider provider,
            final long launch,
            final String name,
            final int maxMembers,
            final NanoClock clock,
            final ErrorHandler errorHandler) {
        this.provider = provider;
        this.clock = clock;
        link = new CoordinatorLink(aeron, ingressEndpoints, egressHost, errorHandler);
        core = new ProviderCore(provider, link.ingress(), launch, name, maxMembers);
        link.listener(core.member());
    }

    /** The provider's membership. */
    public ProviderCore core() {
        return core;
    }

    @Override
    public int doWork() {
        final long nowNs = clock.nanoTime();
        return link.poll(nowNs) + core.doWork(nowNs);
    }

    @Override
    public void onClose() {
        CloseHelper.quietClose(link);
        if (provider instanceof AutoCloseable closeable) {
            CloseHelper.quietClose(closeable);
        }
    }

    @Override
    public String roleName() {
        return "provider";
    }
}
