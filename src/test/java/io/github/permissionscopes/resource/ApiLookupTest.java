package io.github.permissionscopes.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.fake.FakeRealm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;

/** Whose name it is, where several clients could have it. */
class ApiLookupTest {

    private static final String URL = "https://api.example";

    private final FakeRealm realm = FakeRealm.enforcing();

    @ParameterizedTest
    @CsvSource({"' ', api", "'', api", "https://api.example, https://api.example", ", api"})
    void isTheIdentifierWhereThereIsOne(String identifier, String audience) {
        assertThat(ApiLookup.audience(api("api", identifier))).isEqualTo(audience);
    }

    @Test
    void namesNoApiWhereTwoHaveTheName() {
        api("one", URL);
        api("two", URL);
        ApiLookup apis = ApiLookup.of(realm.client("app", scope("read:one", "one"), scope("read:two", "two")));

        assertThat(apis.find(URL)).isEmpty();
        assertThat(apis.find("one"))
                .as("its tokens would be for the other one too")
                .isEmpty();
    }

    /** What somebody who registered a client writes there takes no name away from an administrator's API. */
    @Test
    void namesTheApiOfAnAdministratorBeforeOneThatRegisteredItself() {
        realm.register("guest");
        api("guest", URL);
        api("one", URL);
        ApiLookup apis = ApiLookup.of(realm.client("app", scope("read:guest", "guest"), scope("read:one", "one")));

        assertThat(apis.find(URL)).map(ClientModel::getClientId).contains("one");
        assertThat(apis.find("guest")).as("its audience is the other's").isEmpty();
        assertThat(apis.find("one")).isPresent();
    }

    @Test
    void namesTheApiThatAScopeSaysItIsOfBeforeOneThatOnlyHasItsRole() {
        api("defined", URL);
        api("other", URL);
        ClientScopeModel defined = realm.scope(
                "read:defined", Map.of(PermissionScopes.API, "defined"), realm.role("defined", "read:defined"));

        assertThat(ApiLookup.of(realm.client("app", scope("read:other", "other"), defined))
                        .find(URL))
                .map(ClientModel::getClientId)
                .contains("defined");
    }

    @Test
    void knowsTheApiOfAScopeWithoutRoles() {
        api("api", null);
        ClientScopeModel open = realm.scope("status", Map.of(PermissionScopes.API, "api"));

        assertThat(ApiLookup.of(realm.client("app", open)).find("api")).isPresent();
    }

    @Test
    void knowsTheApisOfDefaultScopesToo() {
        ApiLookup apis = ApiLookup.of(realm.clientWithDefaults("app", scope("read:one", "one")));

        assertThat(apis.find("one")).isPresent();
        assertThat(apis.hasProtectedScope()).as("nothing of it is judged").isFalse();
    }

    /** Keycloak maps a role of its own to it, and gives it to every client. */
    @Test
    void takesOfflineAccessForNoApi() {
        ApiLookup apis = ApiLookup.of(realm.client("app", scope("offline_access", "one")));

        assertThat(apis.find("one")).isEmpty();
        assertThat(apis.hasProtectedScope()).isFalse();
    }

    @Test
    void findsACarriedApiUnderItsIdAndUnderANameOfEarlierVersions() {
        ApiLookup apis = ApiLookup.of(realm.client("app", scope("read:one", "one"), scope("read:two", "two")));

        assertThat(List.of("client:two", "two", "urn:client:two")).allSatisfy(id -> assertThat(apis.carried(id))
                .map(ClientModel::getClientId)
                .contains("two"));
        assertThat(apis.carried("client:three")).isEmpty();
    }

    private ClientModel api(String clientId, String identifier) {
        return realm.client(
                clientId, identifier == null ? Map.of() : Map.of(PermissionScopes.RESOURCE_URL, identifier));
    }

    private ClientScopeModel scope(String name, String api) {
        return realm.scope(name, realm.role(api, name));
    }
}
