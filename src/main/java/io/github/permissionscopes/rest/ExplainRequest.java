package io.github.permissionscopes.rest;

/**
 * The body of {@code POST explain}.
 *
 * @param user user name or id; null if it is about a service account
 * @param serviceAccountOf client id of the service account's client; null if it is about a user
 * @param client client id of the asking client; null stands for the service account's
 * @param scope the requested scopes, as in the request's parameter; null for none
 * @param resource the API that the request names (RFC 8707); null for none
 * @param acr the level of authentication of the login, or its name in the realm's ACR to LoA mapping; null for none
 */
record ExplainRequest(String user, String serviceAccountOf, String client, String scope, String resource, String acr) {}
