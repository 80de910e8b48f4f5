package io.github.permissionscopes.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.permissionscopes.definition.InvalidDefinitionException;
import io.github.permissionscopes.provisioning.Actions.Stage;
import jakarta.persistence.EntityManager;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ActionsTest {

    private final List<String> done = new ArrayList<>();

    @Test
    void aRunEndsWhenItsTimeIsOver() {
        Actions actions = new Actions(Duration.ofMillis(1_100));
        actions.add(Stage.WRITE, target -> {
            LockSupport.parkNanos(Duration.ofMillis(1_200).toNanos());
            done.add("slow");
        });
        add(actions, Stage.WRITE, "attribute");

        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> run(actions))
                .withMessageContaining("takes longer than 1 seconds")
                .withMessageContaining("Divide it");
        assertThat(done).containsExactly("slow");
    }

    @Test
    void whatWouldTakeTooLongIsNotBegun() {
        Actions actions = new Actions(Changes.LONGEST);
        for (int i = 0; i < 30_000; i++) {
            add(actions, Stage.CREATE, "scope");
        }

        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> run(actions))
                .withMessageContaining("These are 7 changes.")
                .withMessageContaining("360 seconds")
                .withMessageContaining("its limit is 240")
                .withMessageContaining("Divide it");
        assertThat(done).isEmpty();
    }

    /** As many as that take some seconds. */
    @Test
    void someThousandChangedPermissionsAreBegun() {
        Actions actions = new Actions(Changes.LONGEST);
        for (int i = 0; i < 2_400; i++) {
            add(actions, Stage.WRITE, "permission");
        }

        run(actions);

        assertThat(done).hasSize(2_401);
    }

    @Test
    void whatFlushesComesFirst() {
        Actions actions = new Actions(Duration.ofMinutes(1));
        add(actions, Stage.CREATE, "scope 1");
        add(actions, Stage.WRITE, "attribute of scope 1");
        add(actions, Stage.CLIENT, "client");
        add(actions, Stage.LINK, "assignment of scope 1");
        add(actions, Stage.CREATE, "scope 2");
        add(actions, Stage.WRITE, "attribute of scope 2");

        run(actions);

        assertThat(done)
                .containsExactly(
                        "client",
                        "scope 1",
                        "scope 2",
                        "assignment of scope 1",
                        "attribute of scope 1",
                        "attribute of scope 2",
                        "flush");
    }

    /** A name that is given up may be another object's next. */
    @Test
    void whatFreesANameStaysWhereItIs() {
        Actions actions = new Actions(Duration.ofMinutes(1));
        add(actions, Stage.WRITE, "attribute");
        add(actions, Stage.FREE, "deletion");
        add(actions, Stage.WRITE, "attribute of the next");
        add(actions, Stage.CREATE, "the next");

        run(actions);

        assertThat(done)
                .containsExactly(
                        "attribute", "flush", "deletion", "flush", "the next", "attribute of the next", "flush");
    }

    private void add(Actions actions, Stage stage, String name) {
        actions.add(stage, target -> done.add(name));
    }

    private void run(Actions actions) {
        actions.run(null, entities(), 7);
    }

    /** Nothing but its flushes counts here. */
    private EntityManager entities() {
        return (EntityManager) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {EntityManager.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("flush")) {
                        done.add("flush");
                    }
                    return null;
                });
    }
}
