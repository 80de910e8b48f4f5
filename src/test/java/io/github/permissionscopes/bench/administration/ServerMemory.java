package io.github.permissionscopes.bench.administration;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.util.HashMap;
import java.util.Map;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The memory of a server's process, which must be of this user. */
final class ServerMemory implements AutoCloseable {

    private final JMXConnector connector;
    private final ThreadMXBean threads;
    private final MemoryPoolMXBean old;

    /** @param pid of a Java machine */
    // The address is what the attached process itself has just told.
    @SuppressWarnings("BanJNDI")
    ServerMemory(long pid) throws IOException {
        connector = JMXConnectorFactory.connect(new JMXServiceURL(agent(pid)));
        MBeanServerConnection beans = connector.getMBeanServerConnection();
        threads = ManagementFactory.newPlatformMXBeanProxy(
                beans, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
        old = ManagementFactory.getPlatformMXBeans(beans, MemoryPoolMXBean.class).stream()
                .filter(pool -> pool.getName().matches(".*(Old|Tenured).*"))
                .findFirst()
                .orElseThrow();
    }

    private static String agent(long pid) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(String.valueOf(pid));
            try {
                return machine.startLocalManagementAgent();
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException(e);
        }
    }

    /** What each thread has allocated so far. */
    record Allocated(Map<Long, Long> byThread) {

        /** @return bytes; what a thread allocated that has ended since is missing */
        long until(Allocated later) {
            return later.byThread.entrySet().stream()
                    .mapToLong(thread -> thread.getValue() - byThread.getOrDefault(thread.getKey(), 0L))
                    .sum();
        }
    }

    Allocated allocated() {
        long[] ids = threads.getAllThreadIds();
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        Map<Long, Long> byThread = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            if (bytes[i] >= 0) {
                byThread.put(ids[i], bytes[i]);
            }
        }
        return new Allocated(byThread);
    }

    /** Forgets the peak of the old generation, after a full collection. */
    void forgetPeak() throws IOException {
        ManagementFactory.newPlatformMXBeanProxy(
                        connector.getMBeanServerConnection(), ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class)
                .gc();
        old.resetPeakUsage();
    }

    /** @return bytes that outlived collections of the young generation since the peak was forgotten, and before */
    long peak() {
        return old.getPeakUsage().getUsed();
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
