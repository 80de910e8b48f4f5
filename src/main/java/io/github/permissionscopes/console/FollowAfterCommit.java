package io.github.permissionscopes.console;

import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * A transaction hook that updates the mirrors of a realm once, after the commit of a transaction that has changed APIs.
 */
final class FollowAfterCommit extends AbstractKeycloakTransaction {

    private static final String KEY = "permissionScopes.followAfterCommit.";

    private final KeycloakSessionFactory sessions;
    private final String realmId;

    private FollowAfterCommit(KeycloakSessionFactory sessions, String realmId) {
        this.sessions = sessions;
        this.realmId = realmId;
    }

    static void of(KeycloakSession session, String realmId) {
        if (session.getAttribute(KEY + realmId) == null) {
            session.setAttribute(KEY + realmId, true);
            session.getTransactionManager()
                    .enlistAfterCompletion(new FollowAfterCommit(session.getKeycloakSessionFactory(), realmId));
        }
    }

    @Override
    protected void commitImpl() {
        Mirrors.follow(sessions, realmId);
    }

    @Override
    protected void rollbackImpl() {
        // Nothing was changed.
    }
}
