package io.octarchy.mesh.launch;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;

class PreloadTest {
    @Test
    void shouldLoadWhatTheFirstTakeoverNeeds() throws ReflectiveOperationException {
        Preload.run(PreloadTest.class);
        final Method find = ClassLoader.class.getDeclaredMethod("findLoadedClass", String.class);
        find.setAccessible(true);
        for (final String name : new String[] {
            "io.octarchy.mesh.authority.Takeover",
            "io.octarchy.mesh.coordinator.client.MapReplica",
            "io.octarchy.codec.peer.PrepareDecoder",
            "io.octarchy.replicator.view.ViewComposer",
            "io.octarchy.space.region.RegionCover"
        }) {
            assertNotNull(find.invoke(PreloadTest.class.getClassLoader(), name), name);
        }
    }
}
