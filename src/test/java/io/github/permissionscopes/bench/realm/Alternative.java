package io.github.permissionscopes.bench.realm;

import io.github.permissionscopes.demo.BuiltInScopes;
import io.github.permissionscopes.demo.DemoRealm;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.authorization.DecisionStrategy;
import org.keycloak.representations.idm.authorization.PolicyEnforcementMode;
import org.keycloak.representations.idm.authorization.PolicyRepresentation;
import org.keycloak.representations.idm.authorization.ResourceRepresentation;
import org.keycloak.representations.idm.authorization.ResourceServerRepresentation;
import org.keycloak.representations.idm.authorization.ScopeRepresentation;
import org.keycloak.testframework.realm.ClientBuilder;
import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.testframework.realm.UserBuilder;
import org.keycloak.util.JsonSerialization;

/**
 * What an administrator would take instead of the product, beside role scope mappings. Its client has as many scopes as
 * a case asks for, and its service account has the roles of {@link Subject#SOME}.
 */
public enum Alternative {

    /** A script takes names out of the claim. The scopes are optional, and no role is mapped to them. */
    SCRIPT("a mapper that is a script and filters the claim only") {
        @Override
        ClientBuilder client() {
            return application()
                    .optionalClientScopes(IntStream.range(0, MOST_SCOPES)
                            .mapToObj(Alternative::open)
                            .toArray(String[]::new))
                    .protocolMappers(Application.mapper("scopes by role", "script-scopes-by-role.js", Map.of()));
        }
    },

    /** Authorization Services: a resource with scopes, and for each scope a permission with a policy of a role. */
    TICKET("a token, and a ticket of Authorization Services") {
        @Override
        ClientBuilder client() {
            // A policy looks for the roles in the token that asks for a ticket.
            return application().fullScopeEnabled(true).authorizationServicesEnabled(true);
        }
    };

    public static final String RESOURCE = "items";

    /** As many as the largest request needs. */
    private static final int MOST_SCOPES = 380;

    private final String title;

    Alternative(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    public static List<Alternative> all() {
        return List.of(values());
    }

    public String clientId() {
        return "app-" + name().toLowerCase(Locale.ROOT);
    }

    abstract ClientBuilder client();

    ClientBuilder application() {
        return ClientBuilder.create(clientId())
                .secret(Application.SECRET)
                .serviceAccountsEnabled(true)
                .fullScopeEnabled(false)
                .defaultClientScopes("basic", "profile", "email", "roles");
    }

    void addTo(RealmBuilder realm) {
        realm.clients(client());
        realm.users(BenchRealm.held(
                Subject.SOME,
                UserBuilder.create("service-account-" + clientId())
                        .enabled(true)
                        .serviceAccountId(clientId())));
    }

    /** @return the name of a scope that everybody gets */
    public static String open(int number) {
        return "open:item-" + number;
    }

    /** @return all client scopes of a realm that no definition makes */
    static ClientScopeRepresentation[] clientScopes() {
        return Stream.concat(
                        BuiltInScopes.all(),
                        IntStream.range(0, MOST_SCOPES)
                                .mapToObj(Alternative::open)
                                .map(DemoRealm::clientScope))
                .peek(scope -> scope.getAttributes().putIfAbsent("include.in.token.scope", "true"))
                .toArray(ClientScopeRepresentation[]::new);
    }

    /** Of the client of {@link #TICKET}: to be imported when the permissions exist. */
    static ResourceServerRepresentation settings() {
        ResourceServerRepresentation settings = new ResourceServerRepresentation();
        settings.setPolicyEnforcementMode(PolicyEnforcementMode.ENFORCING);
        settings.setDecisionStrategy(DecisionStrategy.UNANIMOUS);
        settings.setScopes(Stream.of(names()).map(ScopeRepresentation::new).toList());
        settings.setResources(List.of(new ResourceRepresentation(RESOURCE, names())));
        settings.setPolicies(Stream.of(names())
                .flatMap(name -> Stream.of(hasRole(name), may(name)))
                .toList());
        return settings;
    }

    private static String[] names() {
        return Item.names(0, MOST_SCOPES);
    }

    private static PolicyRepresentation hasRole(String name) {
        String role = Item.api(0) + "/" + name;
        return policy("has " + name, "role", Map.of("roles", json(List.of(Map.of("id", role, "required", false)))));
    }

    private static PolicyRepresentation may(String name) {
        return policy(
                "may " + name,
                "scope",
                Map.of(
                        "resources", json(List.of(RESOURCE)),
                        "scopes", json(List.of(name)),
                        "applyPolicies", json(List.of("has " + name))));
    }

    private static PolicyRepresentation policy(String name, String type, Map<String, String> config) {
        PolicyRepresentation policy = new PolicyRepresentation();
        policy.setName(name);
        policy.setType(type);
        policy.setDecisionStrategy(DecisionStrategy.UNANIMOUS);
        policy.setConfig(config);
        return policy;
    }

    private static String json(Object value) {
        return JsonSerialization.valueAsString(value);
    }
}
