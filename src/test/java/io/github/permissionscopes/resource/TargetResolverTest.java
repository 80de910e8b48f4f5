package io.github.permissionscopes.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.config.RealmSwitch;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.resource.Resolution.Effect;
import io.github.permissionscopes.resource.Resolution.Found;
import io.github.permissionscopes.resource.Resolution.Refused;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.ClientModel;

/** What a client gets that names an API. It has scopes of contacts-api, which has an identifier, and of events-api. */
class TargetResolverTest {

    private static final String URL = "https://contacts.example";

    private final FakeRealm realm = FakeRealm.enforcing();
    private final ClientModel app = app(realm);

    @ParameterizedTest
    @CsvSource({
        "contacts-api, contacts-api, " + URL,
        "urn:client:contacts-api, contacts-api, " + URL,
        URL + ", contacts-api, " + URL,
        "events-api, events-api, events-api",
        "urn:client:events-api, events-api, events-api"
    })
    void isForTheApiWhateverItsNameIs(String name, String clientId, String audience) {
        assertThat(named(name))
                .isEqualTo(new Found(new TargetApi(clientId, audience, "client:" + clientId), Effect.NARROWS));
    }

    @Test
    void maySayTheSameTwice() {
        assertThat(named("contacts-api", URL)).isEqualTo(named(URL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"others-api", "app", "nobody", "", " ", "Contacts-Api", "client:contacts-api", URL + "/"})
    void isToldOfANameThatIsNoApiOfTheClients(String name) {
        realm.role("others-api", "read:others");

        assertInvalid(named(name), "The resource is unknown, or none that this client has a scope of", name);
    }

    @Test
    void isForOneApiOnly() {
        assertInvalid(
                named("contacts-api", "events-api"),
                "Several resources are named; a token is for one",
                "contacts-api",
                "events-api");
    }

    @Test
    void isToldOfAWrongNameBesideARightOne() {
        assertInvalid(
                named("contacts-api", "nobody"),
                "The resource is unknown, or none that this client has a scope of",
                "contacts-api",
                "nobody");
    }

    @Test
    void goesOnAsWithoutTheProductWhereNothingIsNamed() {
        assertNone(named());
    }

    @Test
    void goesOnAsWithoutTheProductWhereTheSwitchIsOff() {
        TargetResolver off = targets(FakeRealm.off());

        assertNone(off.named(List.of("nobody")));
        assertNone(off.carried("nobody"));
        assertThat(off.concerns()).isFalse();
        assertThat(off.enforces()).isFalse();
    }

    @Test
    void goesOnAsWithoutTheProductWhereTheClientHasNoProtectedScope() {
        ClientModel plain = realm.client("plain", realm.scope("email"));
        TargetResolver targets = new TargetResolver(RealmSwitch.settings(realm.model()), plain);

        assertNone(targets.named(List.of("nobody")));
        assertThat(targets.concerns()).isFalse();
        assertThat(targets.enforces()).isTrue();
    }

    @Test
    void keepsItsTokensWhereTheRealmOnlyReports() {
        TargetResolver reporting = targets(FakeRealm.reporting());

        assertThat(((Found) reporting.named(List.of("events-api"))).effect()).isEqualTo(Effect.FORESEEN);
        Refused refused = (Refused) reporting.named(List.of("nobody"));
        assertThat(refused.resource().enforced()).isFalse();
        assertThat(refused.target()).as("no error").isEmpty();
        assertThat(reporting.enforces()).isFalse();
        assertThat(reporting.concerns()).isTrue();
    }

    @Test
    void changesNothingByNamingAnApiThatIsOnlyReportedOn() {
        realm.setting("reportOnlyApis", "contacts-api");

        Resolution contacts = named("contacts-api");
        assertThat(((Found) contacts).effect()).isEqualTo(Effect.REPORT_ONLY);
        assertThat(contacts.target()).isEmpty();
        assertThat(((Found) named("events-api")).effect()).isEqualTo(Effect.NARROWS);
    }

    @ParameterizedTest
    @CsvSource({
        "contacts-api, nobody, true",
        "contacts-api##events-api, nobody, false",
        "others-api, others-api, false",
        "others-api, urn:client:others-api, false",
        "others-api, client:others-api, false",
        "others-api, nobody, true",
        "nobody, nobody, true"
    })
    void isNotToldOfAWrongNameThatIsOnlyReportedOn(String reportOnly, String name, boolean enforced) {
        realm.role("others-api", "read:others");
        realm.setting("reportOnlyApis", reportOnly);

        assertThat(((Refused) named(name)).resource().enforced()).isEqualTo(enforced);
    }

    @ParameterizedTest
    @CsvSource({"client:contacts-api, contacts-api", URL + ", contacts-api", "events-api, events-api"})
    void staysForTheApiThatItsGrantCarries(String id, String clientId) {
        assertThat(targets(realm).carried(id).target().map(TargetApi::clientId)).contains(clientId);
    }

    @Test
    void isToldThatTheApiOfItsGrantIsGone() {
        realm.disable("events-api");

        assertInvalid(
                targets(realm).carried("client:events-api"),
                "The resource is unknown, or none that this client has a scope of",
                "client:events-api");
    }

    private Resolution named(String... names) {
        return new TargetResolver(RealmSwitch.settings(realm.model()), app).named(Arrays.asList(names));
    }

    private static TargetResolver targets(FakeRealm realm) {
        return new TargetResolver(RealmSwitch.settings(realm.model()), app(realm));
    }

    private static ClientModel app(FakeRealm realm) {
        realm.client("contacts-api", Map.of(PermissionScopes.RESOURCE_URL, URL));
        return realm.client(
                "app",
                realm.scope("read:contacts", realm.role("contacts-api", "read:contacts")),
                realm.scope("read:events", realm.role("events-api", "read:events")),
                realm.scope("email"));
    }

    private static void assertNone(Resolution resolution) {
        assertThat(resolution).isInstanceOf(Resolution.None.class);
        assertThat(resolution.target()).isEmpty();
    }

    private static void assertInvalid(Resolution resolution, String description, String... names) {
        assertThat(resolution).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.resource().enforced()).isTrue();
            assertThat(refused.resource().names()).containsExactly(names);
        });
        assertThatThrownBy(resolution::target).isInstanceOf(InvalidTarget.class).hasMessage(description);
    }
}
