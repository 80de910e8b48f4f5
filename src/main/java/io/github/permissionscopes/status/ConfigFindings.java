package io.github.permissionscopes.status;

import io.github.permissionscopes.config.ConfigProblems;
import io.github.permissionscopes.config.MapperConfig;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.config.SwitchConfig;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ProtocolMapperContainerModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionConfigModel;

/**
 * Finds invalid values in settings, attributes and mappers. Forms reject them; realm files and attribute editors do
 * not.
 */
final class ConfigFindings {

    private static final List<String> MATCHES = List.of("any", "all");

    private final RealmModel realm;
    private final List<ClientFacts> clients;
    private final List<ScopeFacts> scopes;

    ConfigFindings(RealmModel realm, List<ClientFacts> clients, List<ScopeFacts> scopes) {
        this.realm = realm;
        this.clients = clients;
        this.scopes = scopes;
    }

    Stream<Finding> find() {
        return Stream.of(
                        settings(),
                        scopes.stream().map(ScopeFacts::scope).flatMap(ConfigFindings::scope),
                        clients.stream().map(ClientFacts::client).flatMap(ConfigFindings::client))
                .flatMap(findings -> findings);
    }

    /** The names in {@code reportOnlyApis} are another finding. */
    private Stream<Finding> settings() {
        Map<String, String> config = Optional.ofNullable(
                        realm.getRequiredActionConfigByAlias(PermissionScopes.REQUIRED_ACTION_ID))
                .map(RequiredActionConfigModel::getConfig)
                .orElse(Map.of());
        return found(FoundObject.of(realm), "Required action Permission Scopes", SwitchConfig.problems(config));
    }

    private static Stream<Finding> scope(ClientScopeModel scope) {
        FoundObject object = FoundObject.of(scope);
        return Stream.concat(
                mappers(object, scope),
                found(
                        object,
                        "Client scope " + scope.getName(),
                        new ConfigProblems(scope.getAttributes())
                                .flag(PermissionScopes.PROTECTED, "That counts as false.")
                                .flag(PermissionScopes.AUTO_GRANT, "That counts as false.")
                                .valid(
                                        PermissionScopes.MATCH,
                                        value -> MATCHES.contains(value.strip().toLowerCase(Locale.ROOT)),
                                        "is not one of " + String.join(", ", MATCHES),
                                        "That counts as all.")
                                .noOtherAttributesThan(PermissionScopes.SCOPE_ATTRIBUTES)
                                .found()));
    }

    private static Stream<Finding> client(ClientModel client) {
        FoundObject object = FoundObject.of(client);
        return Stream.concat(
                mappers(object, client),
                found(
                        object,
                        "Client " + client.getClientId(),
                        new ConfigProblems(client.getAttributes())
                                .oneOf(
                                        PermissionScopes.REFUSAL,
                                        SwitchConfig.REFUSAL_VALUES,
                                        "Its scopes are refused as the realm says.")
                                .noOtherAttributesThan(List.of(PermissionScopes.REFUSAL))
                                .found()));
    }

    private static Stream<Finding> mappers(FoundObject object, ProtocolMapperContainerModel container) {
        return container
                .getProtocolMappersStream()
                .filter(mapper -> PermissionScopes.MAPPER_ID.equals(mapper.getProtocolMapper()))
                .flatMap(mapper ->
                        mapper(object, mapper.getName(), mapper.getConfig() == null ? Map.of() : mapper.getConfig()));
    }

    private static Stream<Finding> mapper(FoundObject object, String name, Map<String, String> config) {
        return found(
                object,
                "Mapper " + name,
                Stream.concat(
                                MapperConfig.problems(config).stream().map(problem -> problem + " The default counts."),
                                MapperConfig.unknownSettings(config).stream())
                        .toList());
    }

    private static Stream<Finding> found(FoundObject object, String what, List<String> problems) {
        return problems.stream().map(problem -> FindingCode.UNREADABLE_CONFIG.about(object, what + ": " + problem));
    }
}
