package io.github.permissionscopes.definition;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An API (resource server). What is null is left as it is; an empty text is taken away.
 *
 * @param clientId the client that stands for the API; made, without any login, when there is none
 * @param name for people; heading on the consent page
 * @param identifier absolute URI by which applications name the API (RFC 8707 {@code resource}); the client attribute
 *     {@code resource_url}
 * @param refusal {@code strip}, {@code reject} or {@code reject_if_none_left}: what happens when one of the scopes is
 *     refused, where that is stricter than the realm's setting
 * @param realmOptional whether the scopes are optional client scopes of every client made from now on
 * @param clients client IDs of the applications that may ask for the scopes, all of them; null leaves it as it is
 * @param scopes all scopes of the API, in their order on the consent page: one that is not listed is deleted; null
 *     leaves them as they are
 * @param delete in a bundle: true deletes what definitions have made of the API. Nothing but {@code clientId} stands
 *     beside it
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

    public ApiDefinition {
        clients = Lists.copyOrNull(clients);
        scopes = Lists.copyOrNull(scopes);
    }

    /** One that is not to be deleted. */
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

    /** @return one that leaves the identifier as it is */
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
