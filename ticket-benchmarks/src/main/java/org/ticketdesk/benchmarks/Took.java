package org.ticketdesk.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How long something took.
 *
 * @param seconds by the clock
 * @param cpuSeconds of processor time of the whole JVM, collector and compiler included: neighbours on the machine disturb it less
 */
record Took(double seconds, double cpuSeconds) {
    private static final OperatingSystemMXBean CPU = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** What is measured. */
    interface Work<E extends Exception> {
        void run() throws E;
    }

    /** Does it once. */
    static <E extends Exception> Took of(Work<E> work) throws E {
        long cpu = CPU.getProcessCpuTime();
        long begun = System.nanoTime();
        work.run();
        return new Took((System.nanoTime() - begun) / 1e9, (CPU.getProcessCpuTime() - cpu) / 1e9);
    }
}
