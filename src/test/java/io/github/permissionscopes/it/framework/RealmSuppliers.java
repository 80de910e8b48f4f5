package io.github.permissionscopes.it.framework;

import static io.github.permissionscopes.demo.DemoRealm.REDIRECT_URI;

import io.github.permissionscopes.it.support.admin.Administration;
import io.github.permissionscopes.it.support.admin.Administrators;
import io.github.permissionscopes.it.support.admin.Consents;
import io.github.permissionscopes.it.support.admin.NewRealms;
import io.github.permissionscopes.it.support.admin.RealmAdmin;
import io.github.permissionscopes.it.support.admin.Undo;
import io.github.permissionscopes.it.support.client.OAuth;
import io.github.permissionscopes.it.support.client.OAuthClient;
import java.util.List;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.testframework.TestFrameworkExtension;
import org.keycloak.testframework.injection.Supplier;
import org.keycloak.testframework.realm.ManagedRealm;

/**
 * Says to Keycloak's test framework what our annotations inject. It is found by its name in {@code META-INF/services}.
 */
public final class RealmSuppliers implements TestFrameworkExtension {

    @Override
    public List<Supplier<?, ?>> suppliers() {
        return List.of(
                new OfRealm<>(OAuth.class, InjectOAuth.class, InjectOAuth::realmRef, (field, of) -> oauth(of.realm())),
                new OfRealm<>(
                        OAuthClient.class,
                        InjectOAuthClient.class,
                        InjectOAuthClient::realmRef,
                        (field, of) -> client(field, of.realm())),
                new OfRealm<>(
                        RealmAdmin.class,
                        InjectRealmAdmin.class,
                        InjectRealmAdmin::realmRef,
                        (field, of) -> new RealmAdmin(of.realm().admin(), Undo.after(of.realm()))),
                new OfRealm<>(
                        Administration.class,
                        InjectAdministration.class,
                        InjectAdministration::realmRef,
                        (field, of) -> administration(of)),
                new OfRealm<>(
                        Administrators.class,
                        InjectAdministrators.class,
                        InjectAdministrators::realmRef,
                        (field, of) -> new Administrators(of.realm(), of.keycloak())),
                new OfRealm<>(
                        NewRealms.class,
                        InjectNewRealms.class,
                        InjectNewRealms::realmRef,
                        (field, of) -> new NewRealms(of.realm(), of.keycloak())));
    }

    private static OAuth oauth(ManagedRealm realm) {
        return new OAuth(realm.getBaseUrl(), REDIRECT_URI).forgetting(new Consents(realm));
    }

    private static OAuthClient client(InjectOAuthClient field, ManagedRealm realm) {
        OAuthClient client = oauth(realm).client(field.value());
        return field.confidential() ? client.confidential() : client;
    }

    private static Administration administration(OfRealm.Server of) {
        Keycloak keycloak = of.keycloak();
        return new Administration(of.realm().getBaseUrl(), keycloak.tokenManager()::getAccessTokenString);
    }
}
