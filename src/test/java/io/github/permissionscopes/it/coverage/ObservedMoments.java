package io.github.permissionscopes.it.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.demo.DemoRealm;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Where the running test has seen a refused scope absent. Requests tell what they ask for, and assertions what they
 * have looked at and seen there; after the test it is compared with what the test claims.
 */
public final class ObservedMoments implements BeforeTestExecutionCallback, AfterTestExecutionCallback {

    private static final ThreadLocal<Set<Moment>> OBSERVED =
            ThreadLocal.withInitial(() -> EnumSet.noneOf(Moment.class));

    private static final ThreadLocal<Set<String>> ASKED = ThreadLocal.withInitial(HashSet::new);

    /**
     * Called by a request, and by a test in which Keycloak asks for a scope by itself.
     *
     * @param scope null for none
     */
    public static void asked(String scope) {
        if (scope != null) {
            ASKED.get().addAll(Arrays.asList(scope.split(" ")));
        }
    }

    /**
     * Called by an assertion that has held. It counts only if a scope is absent that was asked for.
     *
     * @param granted the API scopes that were seen at these moments, which are all that were there
     */
    public static void granted(Collection<String> granted, Moment... moments) {
        Set<String> absent = new HashSet<>(ASKED.get());
        absent.retainAll(DemoRealm.ALL_SCOPES);
        absent.removeAll(granted);
        refused(absent, moments);
    }

    /**
     * Called by an assertion that has held: there was an error, and no scope at all. It counts if one was asked for.
     */
    public static void rejected(Moment... moments) {
        Set<String> absent = new HashSet<>(ASKED.get());
        absent.remove("openid");
        refused(absent, moments);
    }

    /**
     * Called by an assertion that has held.
     *
     * @param refused the scopes that were said to be refused
     */
    public static void refused(Collection<String> refused, Moment... moments) {
        if (!Collections.disjoint(ASKED.get(), refused)) {
            OBSERVED.get().addAll(Arrays.asList(moments));
        }
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        OBSERVED.remove();
        ASKED.remove();
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            return;
        }
        Method test = context.getRequiredTestMethod();
        for (Covers claim : test.getAnnotationsByType(Covers.class)) {
            assertThat(OBSERVED.get())
                    .as("moments at which a scope that %s has asked for is absent; asked for: %s", test, ASKED.get())
                    .contains(claim.at());
        }
    }
}
