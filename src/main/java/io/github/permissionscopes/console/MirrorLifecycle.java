package io.github.permissionscopes.console;

import io.github.permissionscopes.realm.ApisChanged;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel.RealmPostCreateEvent;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;

/**
 * An event listener that updates mirrors at start-up, when a realm is created and when APIs change. It is registered
 * only on servers with the page.
 */
final class MirrorLifecycle implements ProviderEventListener {

    private final KeycloakSessionFactory sessions;

    MirrorLifecycle(KeycloakSessionFactory sessions) {
        this.sessions = sessions;
    }

    @Override
    public void onEvent(ProviderEvent event) {
        if (event instanceof PostMigrationEvent) {
            Mirrors.followAllRealms(sessions);
        } else if (event instanceof RealmPostCreateEvent created) {
            FollowAfterCommit.of(
                    created.getKeycloakSession(), created.getCreatedRealm().getId());
        } else if (event instanceof ApisChanged changed) {
            FollowAfterCommit.of(changed.session(), changed.realmId());
        }
    }
}
