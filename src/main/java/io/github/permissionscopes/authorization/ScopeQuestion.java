package io.github.permissionscopes.authorization;

import io.github.permissionscopes.decision.Occasion;
import io.github.permissionscopes.decision.Refusal;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.realm.AuthenticationLevel;
import io.github.permissionscopes.resource.TargetApi;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.UserModel;

/**
 * May this subject have these scopes at this client?
 *
 * @param subject the user, or the service-account user of the client
 * @param requested the scopes asked for
 * @param occasion the moment at which they are judged
 * @param atLeast a refusal that this request asks for beyond the realm's; {@link Refusal#STRIP} for none
 * @param api the client ID of the one API that the token is for; empty for none
 * @param level the level of authentication that the subject has reached; only asked for where it counts
 * @param resolved what Keycloak has made of the scopes that it issues; empty as long as it has not, or where that is not known
 */
public record ScopeQuestion(
        ClientModel client,
        UserModel subject,
        ScopeList requested,
        Occasion occasion,
        Refusal atLeast,
        Optional<String> api,
        IntSupplier level,
        Collection<ClientScopeModel> resolved) {

    public static ScopeQuestion grant(ClientModel client, UserModel subject, ScopeList requested) {
        return of(client, subject, requested, Occasion.GRANT);
    }

    /** @param resolved as above; of what is not among {@code issued}, nothing is said */
    public static ScopeQuestion issuance(
            ClientModel client, UserModel subject, ScopeList issued, Collection<ClientScopeModel> resolved) {
        return new ScopeQuestion(
                client,
                subject,
                issued,
                Occasion.ISSUANCE,
                Refusal.STRIP,
                Optional.empty(),
                () -> AuthenticationLevel.NONE,
                resolved);
    }

    public static ScopeQuestion renewal(ClientModel client, UserModel subject, ScopeList requested) {
        return of(client, subject, requested, Occasion.RENEWAL);
    }

    /** The same question about a token for this API; about any token, where there is none. */
    public ScopeQuestion inTokenFor(Optional<TargetApi> target) {
        return new ScopeQuestion(
                client, subject, requested, occasion, atLeast, target.map(TargetApi::clientId), level, resolved);
    }

    /** The same question about a subject who has logged in at this level. Without it, no level is reached. */
    public ScopeQuestion reached(IntSupplier other) {
        return new ScopeQuestion(client, subject, requested, occasion, atLeast, api, other, resolved);
    }

    /** The same question about other scopes. */
    public ScopeQuestion asking(ScopeList scopes) {
        return new ScopeQuestion(client, subject, scopes, occasion, atLeast, api, level, resolved);
    }

    public ScopeQuestion atLeast(Refusal refusal) {
        return new ScopeQuestion(client, subject, requested, occasion, refusal, api, level, resolved);
    }

    private static ScopeQuestion of(ClientModel client, UserModel subject, ScopeList scopes, Occasion occasion) {
        return new ScopeQuestion(
                client,
                subject,
                scopes,
                occasion,
                Refusal.STRIP,
                Optional.empty(),
                () -> AuthenticationLevel.NONE,
                List.of());
    }
}
