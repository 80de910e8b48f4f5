package io.github.permissionscopes.bench.tokens;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is requested of a realm.
 *
 * @param label tells it from the others of its case
 * @param scopes in this order
 * @param granted how many of them a token has to have in the end
 * @param parameters further ones of the request that the scopes are named in
 */
record Order(
        String label,
        Grant grant,
        String realm,
        String client,
        String user,
        List<String> scopes,
        int granted,
        Map<String, String> parameters) {

    /** @param openid whether the request is one of OpenID Connect */
    Map<String, String> withScope(boolean openid, Map<String, String> form) {
        Map<String, String> all = new LinkedHashMap<>(form);
        all.putAll(parameters);
        String scope = (openid ? "openid " : "") + String.join(" ", scopes);
        if (!scope.isBlank()) {
            all.put("scope", scope.strip());
        }
        return all;
    }
}
