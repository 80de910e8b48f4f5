package io.github.permissionscopes.it.support.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.client.OAuth;
import io.github.permissionscopes.it.support.client.TokenAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.testframework.realm.ManagedRealm;

/** Administrators of one realm with some of the management roles, and what a call answers them. */
public final class Administrators {

    private static final String MANAGEMENT = "realm-management";

    /** The same roles may be wanted twice in a test. */
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final ManagedRealm realm;
    private final Keycloak master;
    private final RealmAdmin admin;
    private String last;

    /** @param master the administrator of the master realm, who may administer this one */
    public Administrators(ManagedRealm realm, Keycloak master) {
        this.realm = realm;
        this.master = master;
        this.admin = new RealmAdmin(realm.admin());
    }

    public Administrators(ManagedRealm realm) {
        this(realm, null);
    }

    /** @return the API as called by a user with these roles of client realm-management, until the end of the test */
    public Administration with(String... roles) {
        String name = "administrator-" + COUNT.incrementAndGet();
        last = name;
        realm.addUser(DemoRealm.user(name));
        for (String role : roles) {
            admin.give(name, MANAGEMENT, role);
        }
        return calledBy("admin-cli", name);
    }

    /** @return the name of the administrator that was made last */
    public String last() {
        return last;
    }

    /** @return the API as called with the token that a user of the realm gets at this client */
    public Administration calledBy(String clientId, String user) {
        OAuth oauth = new OAuth(realm.getBaseUrl(), DemoRealm.REDIRECT_URI);
        TokenAnswer answer = oauth.client(clientId).asking("openid").as(user).byPassword();
        return new Administration(realm.getBaseUrl(), answer.accessToken());
    }

    /**
     * The call is for administrators with all of these roles, of this realm or of the master realm, and for nobody
     * else.
     *
     * @param other another realm, whose administrator has these roles there
     */
    public void assertNeeds(ManagedRealm other, Function<Administration, Answer> call, String... roles) {
        assertThat(call.apply(Administration.anonymous(realm.getBaseUrl())).status())
                .as("without a token")
                .isEqualTo(401);
        Administration stranger = new Administrators(other).with(roles);
        assertThat(call.apply(stranger.at(realm.getBaseUrl())).status())
                .as("with a token of another realm")
                .isEqualTo(403);
        for (String missing : roles) {
            List<String> rest = new ArrayList<>(List.of(roles));
            rest.remove(missing);
            Answer answer = call.apply(with(rest.toArray(String[]::new)));
            assertThat(answer.status())
                    .as("without %s: %s", missing, answer.text())
                    .isEqualTo(403);
            assertThat(answer.mediaType()).startsWith("application/problem+json");
            assertThat(answer.body().path("detail").asText()).contains(missing);
        }
        assertThat(call.apply(with(roles)).status())
                .as("with %s", List.of(roles))
                .isEqualTo(200);
        String token = master.tokenManager().getAccessTokenString();
        assertThat(call.apply(new Administration(realm.getBaseUrl(), token)).status())
                .as("with a token of the master realm")
                .isEqualTo(200);
    }
}
