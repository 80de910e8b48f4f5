package io.github.permissionscopes.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.authorization.Authorizers;
import io.github.permissionscopes.authorization.ScopeQuestion;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.fake.FakeContacts;
import io.github.permissionscopes.fake.FakeLogin;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.fake.KeycloakFeatures;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.UserConsentModel;

/** The consent of a user who has lost a permission while the page was open: Anna may not delete contacts any more. */
class StoredConsentTest {

    private static final String LISTED = "openid read:contacts delete:contacts";

    @RegisterExtension
    static final KeycloakFeatures FEATURES = KeycloakFeatures.none();

    private final FakeContacts contacts = new FakeContacts();
    private final FakeRealm realm = contacts.realm();
    private final FakeSession session = new FakeSession(realm).from(contacts.app());
    private final FakeLogin login = new FakeLogin(contacts.app(), LISTED).by(contacts.anna());
    private final UserConsentModel consent = new UserConsentModel(contacts.app());

    @BeforeEach
    void agree() {
        consent.addGrantedClientScope(contacts.scope("read:contacts"));
        consent.addGrantedClientScope(contacts.scope("delete:contacts"));
        consent.addGrantedClientScope(contacts.scope("read:events"));
        realm.consents().put("user:anna", consent);
    }

    @Test
    void losesWhatTheUserHasLost() {
        StoredConsent.correct(session.model(), login.model());

        assertThat(realm.consents().get("user:anna").getGrantedClientScopes())
                .extracting(ClientScopeModel::getName)
                .as("an earlier consent is not this page's")
                .containsExactlyInAnyOrder("read:contacts", "read:events");
        assertThat(realm.writtenConsents()).containsExactly("user:anna");
    }

    @ParameterizedTest
    @CsvSource({"nothing lost", "report", "nobody", "judged before"})
    void staysOtherwise(String why) {
        switch (why) {
            case "nothing lost" -> login.note("scope", "openid read:contacts");
            case "report" -> realm.setting("mode", "report");
            case "nobody" -> login.by(null);
            default ->
                Authorizers.reporting(session.model(), session.event())
                        .authorize(
                                ScopeQuestion.grant(contacts.app(), contacts.anna(), ScopeList.parse("read:contacts")));
        }

        StoredConsent.correct(session.model(), login.model());

        assertThat(consent.getGrantedClientScopes()).hasSize(3);
        assertThat(realm.writtenConsents()).isEmpty();
    }

    @Test
    void isNotMadeWhereThereIsNone() {
        realm.consents().clear();

        StoredConsent.correct(session.model(), login.model());

        assertThat(realm.consents()).isEmpty();
    }

    @Test
    void isNotWrittenWhereItNeverHadTheScope() {
        consent.getGrantedClientScopes().remove(contacts.scope("delete:contacts"));

        StoredConsent.correct(session.model(), login.model());

        assertThat(realm.writtenConsents()).isEmpty();
    }
}
