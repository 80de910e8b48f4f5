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
 * The input of a ruling: may this subject have these scopes at this client?
 *
 * @param subject the user, or the client's service-account user
 * @param requested the scopes to judge
 * @param occasion the moment at which they are judged
 * @param atLeast a refusal stricter than the realm's that this request demands; {@link Refusal#STRIP} for none
 * @param api the client ID of the one API that the token is for; empty for none
 * @param level supplies the level of authentication that the subject has reached; called only if a rule needs it
 * @param resolved the client scopes that Keycloak resolved the issued scopes to; empty if unknown or not resolved yet
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

    /** @param resolved the client scopes that Keycloak resolved; those that are not in {@code issued} are not judged */
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

    /** Returns the same question for a token that is for this API; empty means a token for any API. */
    public ScopeQuestion inTokenFor(Optional<TargetApi> target) {
        return new ScopeQuestion(
                client, subject, requested, occasion, atLeast, target.map(TargetApi::clientId), level, resolved);
    }

    /** Returns the same question for a subject who has reached this level. By default no level is reached. */
    public ScopeQuestion reached(IntSupplier other) {
        return new ScopeQuestion(client, subject, requested, occasion, atLeast, api, other, resolved);
    }

    /** Returns the same question about other scopes. */
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
