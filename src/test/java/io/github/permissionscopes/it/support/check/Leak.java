package io.github.permissionscopes.it.support.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.support.admin.RealmAdmin;
import io.github.permissionscopes.it.support.client.TokenAnswer;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.keycloak.testframework.events.Events;

/** A grant that Keycloak gives with more than the user may have: first without the product, then with it. */
public final class Leak {

    private final Supplier<TokenAnswer> grant;
    private final Set<String> given;

    private Leak(Supplier<TokenAnswer> grant, Set<String> given) {
        this.grant = grant;
        this.given = given;
    }

    /** Asks for the grant while the switch is off. */
    public static Leak leak(RealmAdmin admin, Supplier<TokenAnswer> grant) {
        TokenAnswer open = admin.whileOff(grant);
        assertThat(open.status()).as("answer %s", open.body()).isEqualTo(200);
        return new Leak(grant, TokenAnswer.scope(open.accessClaims()));
    }

    /** As above, and passes over the events of it. */
    public static Leak leak(RealmAdmin admin, Events events, Supplier<TokenAnswer> grant) {
        Leak leak = leak(admin, grant);
        events.skipAll();
        return leak;
    }

    /**
     * Asks for the same grant again, with the switch on. It is for exactly these API scopes, and Keycloak gave more.
     *
     * @return the narrowed answer
     */
    public TokenAnswer thenNarrowed(String... expected) {
        assertThat(Traces.apiScopes(given))
                .as("API scopes that Keycloak gives with the switch off")
                .contains(expected)
                .hasSizeGreaterThan(expected.length);
        return Agreement.assertGrants(grant.get(), List.of(expected));
    }

    /**
     * Asks for the same grant again, with the switch on. It is without these scopes, which Keycloak gave.
     *
     * @return the narrowed answer
     */
    public TokenAnswer thenWithout(String... scopes) {
        assertLeaked(scopes);
        TokenAnswer answer = grant.get();
        assertThat(answer.status()).as("answer %s", answer.body()).isEqualTo(200);
        assertThat(TokenAnswer.scope(answer.accessClaims())).doesNotContain(scopes);
        return answer;
    }

    /**
     * Asks for the same grant again, with the switch on. There is an error and nothing else; Keycloak gave these
     * scopes.
     *
     * @return the error
     */
    public TokenAnswer thenStopped(String... scopes) {
        assertLeaked(scopes);
        TokenAnswer answer = grant.get();
        Agreement.assertNoToken(answer, "invalid_scope");
        return answer;
    }

    private void assertLeaked(String... scopes) {
        assertThat(given).as("scopes that Keycloak gives with the switch off").contains(scopes);
    }
}
