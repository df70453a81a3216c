package io.octarchy.mesh.node.aeron;

import com.sun.management.ThreadMXBean;
import io.octarchy.mesh.node.AllocationMeter;
import java.lang.management.ManagementFactory;

/** Bytes that the calling thread has allocated, of JVMs that count them. */
final class ThreadAllocation implements AllocationMeter {
    private final ThreadMXBean threads;

    ThreadAllocation() {
        threads = ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean
                        && bean.isThreadAllocatedMemorySupported()
                ? bean
                : null;
    }

    @Override
    public long allocatedBytes() {
        return threads == null ? -1 : threads.getCurrentThreadAllocatedBytes();
    }
}
