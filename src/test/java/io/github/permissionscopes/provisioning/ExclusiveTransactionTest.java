package io.github.permissionscopes.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityNotFoundException;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.PessimisticLockException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.ModelException;

class ExclusiveTransactionTest {

    @Test
    void aConflictIsWhatAnotherTransactionMakesOfOurs() {
        assertThat(Stream.of(
                        new ModelDuplicateException("Duplicate resource error"),
                        new ModelException("Database operation failed", new OptimisticLockException()),
                        new ModelException("Database operation failed", new PessimisticLockException()),
                        new PersistenceException(new EntityNotFoundException())))
                .allMatch(ExclusiveTransaction::isConcurrent);
    }

    @Test
    void anythingElseIsAFault() {
        assertThat(Stream.of(
                        new ModelException("Database operation failed", new IllegalStateException()),
                        new PersistenceException("The connection is closed")))
                .noneMatch(ExclusiveTransaction::isConcurrent);
    }
}
