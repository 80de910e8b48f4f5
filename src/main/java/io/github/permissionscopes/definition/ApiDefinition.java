package io.github.permissionscopes.definition;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The definition of an API (resource server) as an administrator writes it in JSON or YAML. A field that is null leaves
 * the realm's value as it is; an empty text removes it.
 *
 * @param clientId client ID of the client that represents the API; a client without any login flow is created if the
 *     realm has none of this ID
 * @param name display name, shown as the heading of the API's scopes on the consent page
 * @param identifier absolute URI by which applications name the API (RFC 8707 {@code resource}); stored in the client
 *     attribute {@code resource_url}
 * @param refusal one of {@link #REFUSALS}: what happens when one of the scopes is refused; it has an effect only where
 *     it is stricter than the realm's setting
 * @param realmOptional whether the scopes become optional client scopes of every client that is created from now on
 * @param clients client IDs of all applications that may request the scopes; null leaves the assignments as they are
 * @param scopes all scopes of the API, in the order of the consent page; a scope that is not listed is deleted; null
 *     leaves the scopes as they are
 * @param delete only in a bundle: true deletes everything that definitions have created for the API; then {@code
 *     clientId} is the only other field
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApiDefinition(
        String clientId,
        @Nullable String name,
        @Nullable String identifier,
        @Nullable String refusal,
        @Nullable Boolean realmOptional,
        @Nullable List<String> clients,
        List<ScopeDefinition> scopes,
        @Nullable Boolean delete) {

    /** The values of {@code refusal}. */
    public static final List<String> REFUSALS = List.of("strip", "reject", "reject_if_none_left");

    public ApiDefinition {
        clients = Lists.copyOrNull(clients);
        scopes = Lists.copyOrNull(scopes);
    }

    /** Creates a definition that does not delete the API. */
    public ApiDefinition(
            String clientId,
            @Nullable String name,
            @Nullable String identifier,
            @Nullable String refusal,
            @Nullable Boolean realmOptional,
            @Nullable List<String> clients,
            List<ScopeDefinition> scopes) {
        this(clientId, name, identifier, refusal, realmOptional, clients, scopes, null);
    }

    /** @return a copy without an identifier, which leaves the realm's identifier as it is */
    public ApiDefinition withoutIdentifier() {
        return new ApiDefinition(clientId, name, null, refusal, realmOptional, clients, scopes, delete);
    }

    @JsonIgnore
    public boolean isDeleted() {
        return Boolean.TRUE.equals(delete);
    }

    public ApiDefinition withScopes(List<ScopeDefinition> others) {
        return new ApiDefinition(clientId, name, identifier, refusal, realmOptional, clients, others, delete);
    }

    public ApiDefinition withClientId(String id) {
        return new ApiDefinition(id, name, identifier, refusal, realmOptional, clients, scopes, delete);
    }
}
