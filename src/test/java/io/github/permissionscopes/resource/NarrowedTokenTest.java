package io.github.permissionscopes.resource;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.RefreshToken;

class NarrowedTokenTest {

    private static final TargetApi CONTACTS = new TargetApi("contacts-api", "https://contacts.example", "1");

    @Test
    void isForTheApiAloneWhateverMappersHaveAdded() {
        AccessToken token = new AccessToken();
        token.audience("account", "events-api");
        token.addAccess("contacts-api").addRole("read");
        token.addAccess("events-api").addRole("read");

        NarrowedToken.narrow(token, CONTACTS);
        NarrowedToken.narrow(token, CONTACTS);

        assertThat(token.getAudience()).containsExactly("https://contacts.example");
        assertThat(token.getResourceAccess()).containsOnlyKeys("contacts-api");
        assertThat(token.getOtherClaims()).containsEntry("permission_scopes_api", "contacts-api");
        assertThat(NarrowedToken.targetOf(token))
                .contains(new TargetApi("contacts-api", "https://contacts.example", "contacts-api"));
    }

    @ParameterizedTest
    @CsvSource({"contacts-api, one two", ", one", "contacts-api,"})
    void isOfNoApiWhereTheTokenDoesNotSaySo(String claim, String audience) {
        AccessToken token = new AccessToken();
        if (audience != null) {
            token.audience(audience.split(" "));
        }
        if (claim != null) {
            token.setOtherClaims("permission_scopes_api", claim);
        }

        assertThat(NarrowedToken.targetOf(token)).isEmpty();
    }

    @Test
    void isCarriedInARefreshToken() {
        RefreshToken token = new RefreshToken(new AccessToken(), null, null);
        assertThat(GrantedTarget.in(token)).isEmpty();
        assertThat(GrantedTarget.ofKeycloak(token)).isEmpty();

        GrantedTarget.put(token, "1");
        token.setOtherClaims("resource", "https://contacts.example");

        assertThat(GrantedTarget.in(token)).contains("1");
        assertThat(GrantedTarget.ofKeycloak(token)).contains("https://contacts.example");

        token.setOtherClaims(GrantedTarget.KEY, 7);
        assertThat(GrantedTarget.in(token)).isEmpty();
    }
}
