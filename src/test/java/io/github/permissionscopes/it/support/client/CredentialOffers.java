package io.github.permissionscopes.it.support.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.permissionscopes.it.coverage.ObservedMoments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.oid4vc.UserVerifiableCredentialRepresentation;

/**
 * What a wallet does before its token request: gets an offer of a verifiable credential, with a pre-authorized code.
 */
public final class CredentialOffers {

    public static final String GRANT = "urn:ietf:params:oauth:grant-type:pre-authorized_code";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String endpoints;

    public CredentialOffers(String realmUrl) {
        endpoints = realmUrl + "/protocol/oid4vc/";
    }

    /** Lets the user have a verifiable credential. */
    public static void give(UserResource user, String scope) {
        UserVerifiableCredentialRepresentation credential = new UserVerifiableCredentialRepresentation();
        credential.setCredentialScopeName(scope);
        user.verifiableCredentials().createCredential(credential);
    }

    /**
     * @param accessToken of the user who offers the credential to himself
     * @return the code of the offer
     */
    public String preAuthorizedCode(String accessToken, String credential) {
        return preAuthorizedCode(accessToken, credential, "create-credential-offer", Map.of());
    }

    /**
     * The same of a server before 26.7.
     *
     * @param forWhom whom the offer is for: the {@code username}, and the {@code client_id}
     */
    public String olderPreAuthorizedCode(String accessToken, String credential, Map<String, String> forWhom) {
        return preAuthorizedCode(accessToken, credential, "credential-offer-uri", forWhom);
    }

    private String preAuthorizedCode(String accessToken, String credential, String endpoint, Map<String, String> more) {
        ObservedMoments.asked(credential);
        Map<String, String> parameters = new HashMap<>(more);
        parameters.put("credential_configuration_id", credential);
        parameters.put("pre_authorized", "true");
        String query = Urls.encode(parameters);
        JsonNode offered = get(HttpRequest.newBuilder(URI.create(endpoints + endpoint + "?" + query))
                .header("Authorization", "Bearer " + accessToken));
        JsonNode offer = get(HttpRequest.newBuilder(URI.create(
                endpoints + "credential-offer/" + offered.path("nonce").asText())));
        return offer.path("grants").path(GRANT).path("pre-authorized_code").asText();
    }

    private JsonNode get(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(response + " " + response.body());
            }
            return new ObjectMapper().readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
