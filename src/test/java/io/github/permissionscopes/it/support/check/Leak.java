package io.github.permissionscopes.it.support.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.support.admin.RealmAdmin;
import io.github.permissionscopes.it.support.client.TokenAnswer;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** A grant that Keycloak gives with more than the user may have: first without the product, then with it. */
public final class Leak {

    private final Supplier<TokenAnswer> grant;
    private final Set<String> leaked;

    private Leak(Supplier<TokenAnswer> grant, Set<String> leaked) {
        this.grant = grant;
        this.leaked = leaked;
    }

    /** Asks for the grant while the switch is off. */
    public static Leak leak(RealmAdmin admin, Supplier<TokenAnswer> grant) {
        TokenAnswer open = admin.whileOff(grant);
        assertThat(open.status()).as("answer %s", open.body()).isEqualTo(200);
        return new Leak(grant, Agreement.apiScopes(TokenAnswer.scope(open.accessClaims())));
    }

    /**
     * Asks for the same grant again, with the switch on. It is for exactly these API scopes, and Keycloak gave more.
     *
     * @return the narrowed answer
     */
    public TokenAnswer thenNarrowed(String... expected) {
        assertThat(leaked)
                .as("API scopes that Keycloak gives with the switch off")
                .contains(expected)
                .hasSizeGreaterThan(expected.length);
        return Agreement.assertGrants(grant.get(), List.of(expected));
    }
}
