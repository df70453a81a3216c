package io.octarchy.simulator.cast;

import io.octarchy.mesh.client.Client;
import io.octarchy.mesh.client.ClientSettings;
import io.octarchy.mesh.client.GatewayAdapter;
import io.octarchy.mesh.gateway.ResponseAddress;
import io.octarchy.simulator.net.FrameTaker;
import io.octarchy.simulator.net.Inbox;
import io.octarchy.simulator.net.Wire;
import io.octarchy.simulator.time.LocalClock;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** Players who share one connection to a gateway. */
public final class ClientProcess extends Actor {
    private static final int FRAMES = 256;

    private final Client client;
    private final GatewayAdapter adapter;
    private final Inbox inbox;
    private final List<Player> players = new ArrayList<>();
    private final FrameTaker taker = this::onFrame;
    private long localNs;
    private long playersDueNs;

    public ClientProcess(
            final Stage stage,
            final String name,
            final int host,
            final LocalClock clock,
            final GatewayProcess gateway) {
        super(stage, name, host, clock);
        final String endpoint = name + ":1";
        inbox = new Inbox(host, this::onFrameDue);
        final int stream = stage.directory().newStream();
        stage.directory().add(endpoint, stream, inbox);
        client = new Client(
                ClientSettings.defaults(),
                open(name + " to " + gateway.name(), gateway.endpoint(), gateway.clientStream()),
                stage.random().nextLong(),
                stream,
                () -> ResponseAddress.UDP_PREFIX + endpoint);
        adapter = new GatewayAdapter(client);
    }

    Client client() {
        return client;
    }

    public void add(final Player player) {
        players.add(player);
    }

    @Override
    int doWork(final long nowNs, final long newLocalNs) {
        localNs = newLocalNs;
        inbox.poll(nowNs, taker, FRAMES);
        final int work = client.doWork(localNs);
        if (nowNs >= playersDueNs) {
            playersDueNs = Long.MAX_VALUE;
            for (int i = 0; i < players.size(); i++) {
                players.get(i).doWork(nowNs, localNs, client);
                playersDueNs = Math.min(playersDueNs, players.get(i).dueNs());
            }
        }
        return work;
    }

    @Override
    long nextDueNs(final long nowNs) {
        return Math.min(playersDueNs, inbox.nextArrivalNs());
    }

    private boolean onFrame(final Wire wire, final DirectBuffer buffer, final int offset, final int length) {
        adapter.onFrame(localNs, buffer, offset, length);
        return true;
    }

    @Override
    void onEnd(final long nowNs) {
        inbox.close(nowNs);
    }
}
