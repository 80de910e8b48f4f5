package io.github.permissionscopes.it.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What the running test has looked at. The assertions tell it; after the test it is compared with what the test claims. */
public final class ObservedMoments implements BeforeTestExecutionCallback, AfterTestExecutionCallback {

    private static final ThreadLocal<Set<Moment>> OBSERVED =
            ThreadLocal.withInitial(() -> EnumSet.noneOf(Moment.class));

    /** Called by an assertion that has held. */
    public static void add(Moment... moments) {
        OBSERVED.get().addAll(Arrays.asList(moments));
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        OBSERVED.remove();
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            return;
        }
        Method test = context.getRequiredTestMethod();
        for (Covers claim : test.getAnnotationsByType(Covers.class)) {
            assertThat(OBSERVED.get()).as("moments looked at by %s", test).contains(claim.at());
        }
    }
}
