package io.github.permissionscopes.provisioning;

import org.keycloak.models.KeycloakSession;

/**
 * A run of definitions over a draft of the realm: what it changes there, and what is wrong.
 *
 * @param draft as it becomes
 */
record Run(Draft draft, Changes changes, Problems problems) {

    static Run in(KeycloakSession session, Problems problems) {
        return new Run(DraftBuilder.draft(RealmRows.read(session)), new Changes(), problems);
    }
}
