package io.github.permissionscopes.faults;

import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.keycloak.models.KeycloakSession;

/** The fault that a test has ordered: what happens, and to whom. There is at most one. */
final class OrderedFault {

    /** Only the product's own reads fail: those with a frame of one of these packages on the stack. */
    private static final List<String> READERS =
            List.of("io.github.permissionscopes.realm.", "io.github.permissionscopes.resource.");

    private static volatile OrderedFault current;

    private final Fault fault;
    private final String victim;
    private final AtomicInteger times = new AtomicInteger();

    private OrderedFault(Fault fault, String victim) {
        this.fault = fault;
        this.victim = victim;
    }

    static void order(Fault fault, String victim) {
        current = new OrderedFault(fault, victim);
    }

    /** @return how often the fault has happened */
    static int cancel() {
        OrderedFault ordered = current;
        current = null;
        return ordered == null ? 0 : ordered.times.get();
    }

    /** @param read the user or client that is read of */
    static void onRead(KeycloakSession session, String read) {
        OrderedFault ordered = current;
        if (ordered != null && ordered.victim.equals(read) && isProduct()) {
            if (ordered.times.getAndIncrement() == 0 || !ordered.fault.happensOnce()) {
                ordered.fault.happen(session);
            }
        }
    }

    private static boolean isProduct() {
        return StackWalker.getInstance().walk(frames -> frames.map(StackFrame::getClassName)
                .anyMatch(name -> READERS.stream().anyMatch(name::startsWith)));
    }
}
