package io.github.permissionscopes.tokenendpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeUserSession;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.ClientModel;

/** What is changed for Keycloak, and given back. */
class OriginalParametersTest {

    private final MultivaluedMap<String, String> form = new MultivaluedHashMap<>();

    @ParameterizedTest
    @ValueSource(strings = {"scope", "resource", "audience", "refresh_token", "subject_token"})
    void areAsTheyWereSent(String parameter) {
        form.addAll(parameter, "a", "b");
        OriginalParameters original = OriginalParameters.of(form);

        form.putSingle(parameter, "changed");
        original.giveBack();
        assertThat(form.get(parameter)).containsExactly("a", "b");

        form.remove(parameter);
        original.giveBack();
        assertThat(form.get(parameter)).containsExactly("a", "b");
    }

    @Test
    void areGoneAgainWhereTheyWereNotSent() {
        OriginalParameters original = OriginalParameters.of(form);
        form.putSingle("scope", "added");
        form.putSingle("client_id", "Keycloak's own");

        original.giveBack();

        assertThat(form).containsOnlyKeys("client_id");
        assertThat(form.get("client_id")).isEqualTo(List.of("Keycloak's own"));
    }

    @ParameterizedTest
    @CsvSource({"1, 2, 1", "1, , 1", ", 2, ", "1, 1, 1"})
    void leaveALoginItsLevel(String before, String between, String after) {
        FakeRealm realm = FakeRealm.enforcing();
        ClientModel app = realm.client("app");
        FakeUserSession session = new FakeUserSession(realm, "session", realm.user("anna")).at(app);
        session.notes(app).put("level-of-authentication", before);
        KeptLevel kept = KeptLevel.of(session.login(app));

        session.notes(app).put("level-of-authentication", between);
        kept.putBack();

        assertThat(session.notes(app).get("level-of-authentication")).isEqualTo(after);
    }
}
