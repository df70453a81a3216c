package io.octarchy.mesh.authority;

import io.octarchy.mesh.config.HandoverSettings;
import io.octarchy.replicator.slab.EntitySlab;

/** What the parts of the protocol share at one node. */
public record AuthorityContext(
        Fencing fencing,
        LeaseGuard lease,
        AuthorityTable table,
        EntitySlab slab,
        HandoverSettings settings,
        KeptCopies kept,
        StandbyProgress standby,
        AuthorityHost host,
        Luggage luggage,
        PeerControl peers,
        int maxEntities,
        int maxInputsLength) {}
