package io.github.permissionscopes.bench.server;

import com.sun.management.OperatingSystemMXBean;
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

/** Reads from a server's Java machine, which must be of this user, what it uses. Each reading adds a little to it. */
public final class Probe implements AutoCloseable {

    private final JMXConnector connector;
    private final OperatingSystemMXBean system;
    private final ThreadMXBean threads;
    private final MemoryMXBean memory;
    private final MemoryPoolMXBean old;

    private Probe(JMXConnector connector) throws IOException {
        this.connector = connector;
        MBeanServerConnection beans = connector.getMBeanServerConnection();
        system = ManagementFactory.newPlatformMXBeanProxy(
                beans, ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME, OperatingSystemMXBean.class);
        threads = ManagementFactory.newPlatformMXBeanProxy(
                beans, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
        memory = ManagementFactory.newPlatformMXBeanProxy(
                beans, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
        old = ManagementFactory.getPlatformMXBeans(beans, MemoryPoolMXBean.class).stream()
                .filter(pool -> pool.getName().matches(".*(Old|Tenured).*"))
                .findFirst()
                .orElseThrow();
    }

    /** @param pid of a Java machine */
    // The address is what the attached process itself has just told.
    @SuppressWarnings("BanJNDI")
    public static Probe of(long pid) throws IOException {
        return new Probe(JMXConnectorFactory.connect(new JMXServiceURL(agent(pid))));
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

    public Usage read() {
        long[] ids = threads.getAllThreadIds();
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        Map<Long, Long> allocated = new HashMap<>();
        for (int index = 0; index < ids.length; index++) {
            if (bytes[index] >= 0) {
                allocated.put(ids[index], bytes[index]);
            }
        }
        return new Usage(system.getProcessCpuTime(), allocated);
    }

    /** Forgets the peak of the old generation, after a full collection. */
    public void forgetPeak() {
        memory.gc();
        old.resetPeakUsage();
    }

    /** @return bytes that outlived collections of the young generation since the peak was forgotten, and before */
    public long peak() {
        return old.getPeakUsage().getUsed();
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
