package io.github.permissionscopes.provisioning;

import org.keycloak.models.KeycloakSession;

/**
 * The state that writers share while they write definitions into a draft.
 *
 * @param draft the realm as it will be; writers change it
 * @param changes the changes made so far
 * @param problems the errors found so far
 */
record Run(Draft draft, Changes changes, Problems problems) {

    static Run in(KeycloakSession session, Problems problems) {
        return new Run(DraftBuilder.draft(RealmRows.read(session)), new Changes(), problems);
    }
}
