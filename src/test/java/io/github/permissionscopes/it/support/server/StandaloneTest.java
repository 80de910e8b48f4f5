package io.github.permissionscopes.it.support.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A test class with servers of its own ({@link TestServers}). It runs beside the classes of the test framework's
 * server, and one at a time.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag(StandaloneTest.TAG)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(StandaloneTest.SERVERS)
public @interface StandaloneTest {

    String TAG = "standalone";

    /** What a test locks that starts such a server in a class of the test framework's server. */
    String SERVERS = "standalone servers";
}
