package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.server.RealmTransaction;
import jakarta.persistence.EntityNotFoundException;
import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.PessimisticLockException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.keycloak.cluster.ClusterProvider;
import org.keycloak.cluster.ExecutionResult;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.ModelException;

/**
 * Runs work in a new transaction under a lock that covers the realm on all nodes of a cluster. If two administrators
 * apply definitions at the same time, the second one waits and then sees the changes of the first.
 */
public final class ExclusiveTransaction {

    /** The lock expires after this time, in case the node that holds it has failed. */
    private static final int LONGEST_SECONDS = 300;

    private static final int LONGEST_WAIT_SECONDS = 60;
    private static final long POLL_MILLIS = 50;

    private ExclusiveTransaction() {}

    /**
     * @param request the session of the request; only its realm is used
     * @param work gets a new session
     * @throws ConflictException if a concurrent transaction changed the same objects, or if the lock was not free in
     *     time
     */
    static <T> T run(KeycloakSession request, Function<KeycloakSession, T> work) {
        return run(request, "definitions", work);
    }

    /**
     * Runs another kind of work than definitions under its own lock.
     *
     * @param kind kind of work; work of different kinds may run at the same time
     */
    public static <T> T run(KeycloakSession request, String kind, Function<KeycloakSession, T> work) {
        String realmId = request.getContext().getRealm().getId();
        ClusterProvider cluster = request.getProvider(ClusterProvider.class);
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_WAIT_SECONDS);
        while (System.nanoTime() < giveUp) {
            ExecutionResult<T> result = cluster.executeIfNotExecuted(
                    "permission-scopes-" + kind + "-" + realmId, LONGEST_SECONDS, () -> transaction(request, work));
            if (result.isExecuted()) {
                return result.getResult();
            }
            pause();
        }
        throw new ConflictException("", "Another change of definitions is still running. Try again later.");
    }

    private static <T> T transaction(KeycloakSession request, Function<KeycloakSession, T> work) {
        try {
            return RealmTransaction.call(request, work);
        } catch (ModelException | PersistenceException e) {
            throw isConcurrent(e)
                    ? new ConflictException(
                            "",
                            "Somebody else has changed the same objects at the same time. Nothing is changed here. Plan"
                                    + " again.")
                    : e;
        }
    }

    /**
     * Keycloak turns every violated constraint into a {@link ModelDuplicateException}, and other failures into another
     * exception with Hibernate's as its cause ({@code EntityManagerProxy}).
     *
     * @return whether the cause is another transaction that has created, changed, deleted or locked the same objects
     */
    static boolean isConcurrent(Throwable thrown) {
        return thrown instanceof ModelDuplicateException
                || Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                        .anyMatch(cause -> cause instanceof OptimisticLockException
                                || cause instanceof PessimisticLockException
                                || cause instanceof LockTimeoutException
                                || cause instanceof EntityNotFoundException);
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConflictException("", "The server is stopping. Nothing has been changed.");
        }
    }
}
