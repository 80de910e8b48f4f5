package io.github.permissionscopes.issuance;

import io.github.permissionscopes.authorization.Authorizers;
import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.authorization.ScopeQuestion;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.decision.Verdict.Granted;
import io.github.permissionscopes.decision.Verdict.Refused;
import io.github.permissionscopes.realm.ProtectedScopes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;

/**
 * The scopes of a token, judged.
 *
 * @param permitted those that the token names, without what is refused and enforced
 * @param granted the verdicts of the protected ones that the subject may have; {@code offline_access}, which is no API's,
 *     is never among them
 * @param refused those that the token must not have
 * @param reported those that are refused and stay all the same, since the realm or the API is only reported on
 */
record TokenScopes(ScopeList permitted, List<Granted> granted, List<Refused> refused, List<Refused> reported) {

    TokenScopes {
        granted = List.copyOf(granted);
        refused = List.copyOf(refused);
        reported = List.copyOf(reported);
    }

    /**
     * What an enforcement point has granted in this request to this subject is not judged again, so that the subject's roles are looked
     * through once.
     *
     * @param named the scopes that the token names
     * @param unnamed others that it has
     * @param level of authentication that the subject has reached
     * @return empty when the realm's switch is off
     */
    static Optional<TokenScopes> judge(
            KeycloakSession session,
            ClientSessionContext context,
            UserModel subject,
            ScopeList named,
            ScopeList unnamed,
            IntSupplier level) {
        ClientModel client = context.getClientSession().getClient();
        if (RequestState.of(session).settings(client.getRealm()).isEmpty()) {
            return Optional.empty();
        }
        ScopeList all = named.and(unnamed);
        List<Granted> granted = new ArrayList<>(grantedBefore(session, client, subject).stream()
                .filter(verdict -> all.contains(verdict.scope()))
                .toList());
        ScopeList unjudged = all.without(granted.stream().map(Granted::scope).toList());
        Optional<Ruling> ruling = unjudged.isEmpty()
                ? Optional.empty()
                : Authorizers.quiet(session)
                        .authorize(ScopeQuestion.issuance(client, subject, unjudged, resolved(context))
                                .inTokenFor(IssuanceTarget.of(session))
                                .reached(level));
        List<Refused> reported = new ArrayList<>();
        List<Refused> enforced = ruling.map(Ruling::enforced).orElse(List.of());
        ruling.ifPresent(found -> {
            granted.addAll(found.decision().granted());
            reported.addAll(found.decision().refused());
            reported.removeAll(enforced);
        });
        granted.removeIf(verdict -> !verdict.isOfApi());
        return Optional.of(new TokenScopes(
                named.without(ruling.map(Ruling::refusedScopes)
                        .orElse(ScopeList.EMPTY)
                        .names()),
                granted,
                enforced,
                reported));
    }

    /** @return whether the token had a scope that it must not have; it has none of them then */
    boolean narrow(AccessToken token) {
        boolean changes = !permitted.equals(ScopeList.parse(token.getScope()));
        if (changes) {
            token.setScope(permitted.toString());
        }
        return changes;
    }

    /** @return the verdicts of the enforcement point that has judged this subject at this client in this request; else none */
    static List<Granted> grantedBefore(KeycloakSession session, ClientModel client, UserModel subject) {
        return RequestState.of(session)
                .lastRuling(client, subject)
                .map(ruling -> ruling.decision().granted())
                .orElse(List.of());
    }

    /** @return the client scopes of which Keycloak makes the tokens; the client itself, which may bring roles too, is none */
    static List<ClientScopeModel> resolved(ClientSessionContext context) {
        return context.getClientScopesStream()
                .filter(scope -> !(scope instanceof ClientModel))
                .toList();
    }

    static ScopeList names(Collection<ClientScopeModel> scopes) {
        return new ScopeList(scopes.stream().map(scope -> scope.getName()).toList());
    }

    /** @return the protected scopes that bring something into the tokens and keep their name out of it */
    static ScopeList unnamed(ClientSessionContext context) {
        return new ScopeList(context.getClientScopesStream()
                .filter(scope -> !scope.isIncludeInTokenScope() && ProtectedScopes.isProtected(scope))
                .map(ClientScopeModel::getName)
                .toList());
    }

    boolean hasProtected() {
        return !granted.isEmpty() || !reported.isEmpty();
    }

    /** @return the client ids of the APIs that the protected ones belong to */
    Set<String> apis() {
        Set<String> apis = new HashSet<>();
        granted.forEach(verdict -> apis.addAll(verdict.apis()));
        reported.forEach(verdict -> apis.addAll(verdict.apis()));
        return apis;
    }

    /** @return the ids of the permissions by which they were granted */
    Set<String> permissions() {
        Set<String> permissions = new HashSet<>();
        granted.forEach(verdict -> permissions.addAll(verdict.permissions()));
        return permissions;
    }
}
