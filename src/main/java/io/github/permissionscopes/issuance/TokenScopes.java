package io.github.permissionscopes.issuance;

import io.github.permissionscopes.authorization.Authorizers;
import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.authorization.ScopeQuestion;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.decision.Verdict.Granted;
import io.github.permissionscopes.decision.Verdict.Refused;
import io.github.permissionscopes.realm.ScopeProtection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;

/**
 * The judged scopes of a token.
 *
 * @param permitted the scopes that the token names, without those refused and enforced
 * @param granted the verdicts of the protected scopes that the subject may have; without {@code offline_access}, which
 *     belongs to no API
 * @param refused the scopes that the token must not have
 * @param reported the scopes that are refused and stay, since the realm or the API is only reported on
 */
record TokenScopes(ScopeList permitted, List<Granted> granted, List<Refused> refused, List<Refused> reported) {

    TokenScopes {
        granted = List.copyOf(granted);
        refused = List.copyOf(refused);
        reported = List.copyOf(reported);
    }

    /**
     * Does not judge again what an enforcement point granted to this subject in this request, so that the subject's
     * roles are read once.
     *
     * @param named the scopes that the token names
     * @param unnamed the other scopes that it has
     * @param level of authentication that the subject has reached
     * @return empty while the realm's switch is off
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
        List<Granted> before = grantedBefore(session, client, subject);
        Set<String> inToken = new HashSet<>(all.names());
        List<Granted> granted = new ArrayList<>(before);
        granted.removeIf(verdict -> !inToken.contains(verdict.scope()));
        ScopeList unjudged = all.without(names(before));
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

    /** @return whether refused scopes were removed from the token */
    boolean narrow(AccessToken token) {
        boolean changes = !permitted.equals(ScopeList.parse(token.getScope()));
        if (changes) {
            token.setScope(permitted.toString());
        }
        return changes;
    }

    /** @return the grants of the enforcement point that judged this subject at this client in this request, if any */
    static List<Granted> grantedBefore(KeycloakSession session, ClientModel client, UserModel subject) {
        return RequestState.of(session)
                .lastRuling(client, subject)
                .map(ruling -> ruling.decision().granted())
                .orElse(List.of());
    }

    static Set<String> names(List<Granted> granted) {
        return granted.stream().map(Granted::scope).collect(Collectors.toSet());
    }

    /**
     * @return the client scopes that Keycloak builds the tokens from, without the client, which may contribute roles
     */
    static List<ClientScopeModel> resolved(ClientSessionContext context) {
        return context.getClientScopesStream()
                .filter(scope -> !(scope instanceof ClientModel))
                .toList();
    }

    static ScopeList names(Collection<ClientScopeModel> scopes) {
        return new ScopeList(scopes.stream().map(scope -> scope.getName()).toList());
    }

    /** @return the protected scopes that contribute to the tokens without their name */
    static ScopeList unnamed(ClientSessionContext context) {
        return names(resolved(context).stream()
                .filter(scope -> !scope.isIncludeInTokenScope() && ScopeProtection.isProtected(scope))
                .toList());
    }

    boolean hasProtected() {
        return !granted.isEmpty() || !reported.isEmpty();
    }

    /** @return the client IDs of the APIs that the protected scopes belong to */
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
