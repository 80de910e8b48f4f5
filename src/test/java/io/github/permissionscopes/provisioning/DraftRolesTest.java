package io.github.permissionscopes.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DraftRolesTest {

    private final DraftRoles roles = new DraftRoles();
    private final DraftClient api = new DraftClient("1", "books", null, "openid-connect", true);
    private final DraftRole permission = new DraftRole("2", api, "books:read", null);
    private final DraftScope scope = new DraftScope("3", "books:read", "openid-connect", null);
    private final DraftGroup group = new DraftGroup("4", "sales", DraftGroup.top());

    DraftRolesTest() {
        roles.put(permission);
    }

    @Test
    void theWayBackIsKnown() {
        roles.map(scope, permission);
        roles.give(group, permission);

        assertThat(scope.roles()).containsExactly(permission);
        assertThat(roles.scopes(permission)).containsExactly(scope);
        assertThat(group.roles()).containsExactly(permission);
        assertThat(roles.groups(permission)).containsExactly(group);
        assertThat(roles.wasRequired(permission)).isFalse();
    }

    @Test
    void aScopeThatLetsGoWasOne() {
        roles.map(scope, permission);

        roles.unmap(scope, permission);

        assertThat(scope.roles()).isEmpty();
        assertThat(roles.scopes(permission)).isEmpty();
        assertThat(roles.wasRequired(permission)).isTrue();
    }

    @Test
    void aScopeThatGoesLetsGo() {
        roles.map(scope, permission);

        roles.vanish(scope);

        assertThat(roles.scopes(permission)).isEmpty();
        assertThat(roles.wasRequired(permission)).isTrue();
    }

    /** No definition has written it, so none takes the role out. */
    @Test
    void aScopeOfAnotherProtocolDoesNotCount() {
        DraftScope saml = new DraftScope("5", "books", "saml", null);
        roles.map(saml, permission);

        roles.unmap(saml, permission);

        assertThat(roles.wasRequired(permission)).isFalse();
    }

    @Test
    void aRoleIsFoundByItsNewName() {
        roles.rename(permission, "books:see");

        assertThat(roles.of(api, "books:see")).contains(permission);
        assertThat(roles.of(api, "books:read")).isEmpty();
        assertThat(roles.of(api)).containsExactly(permission);
        assertThat(roles.ofRealm()).isEmpty();
    }

    @Test
    void aRoleThatGoesIsInNothing() {
        DraftRole whole = new DraftRole("6", null, "clerk", null);
        roles.put(whole);
        whole.add(permission);
        roles.map(scope, permission);
        roles.give(group, permission);

        roles.delete(permission);

        assertThat(roles.of(api)).isEmpty();
        assertThat(scope.roles()).isEmpty();
        assertThat(group.roles()).isEmpty();
        assertThat(whole.parts()).isEmpty();
        assertThat(roles.ofRealm("clerk")).contains(whole);
    }
}
