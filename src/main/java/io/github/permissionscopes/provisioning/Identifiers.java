package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.resource.ApiLookup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Checks that no two APIs of a realm have a name in common. The names by which a request can name an API are its client
 * ID, with and without {@code urn:client:}, and its identifier. With a common name, applications with scopes of both
 * APIs could name neither.
 */
final class Identifiers {

    private final Draft draft;
    private final Problems problems;
    private final List<Claim> claims = new ArrayList<>();

    /**
     * An API whose names are compared with the other APIs after all are written.
     *
     * @param at JSON pointer to its definition
     * @param isEntering whether the client is a new API or gets its first scope, so that its client ID is compared too
     */
    private record Claim(DraftClient client, String at, boolean isEntering) {}

    Identifiers(Run run) {
        this.draft = run.draft();
        this.problems = run.problems();
    }

    /** Registers an API whose identifier has changed. */
    void changed(DraftClient client, String at) {
        claims.add(new Claim(client, at, false));
    }

    /** Registers a client that becomes an API or gets its first scope. */
    void enters(DraftClient client, String at) {
        claims.add(new Claim(client, at, true));
    }

    /**
     * Checks the registered APIs after all are written and deleted, because an API may take over the name of another.
     * Clients that are not APIs are ignored: a client that registers itself could otherwise block an API's identifier,
     * and a request cannot name it anyway.
     */
    void check() {
        if (claims.isEmpty()) {
            return;
        }
        Map<String, List<DraftClient>> byIdentifier = new HashMap<>();
        draft.clients().forEach(client -> {
            String identifier = client.value(ClientField.IDENTIFIER);
            if (identifier != null) {
                byIdentifier
                        .computeIfAbsent(identifier, key -> new ArrayList<>())
                        .add(client);
            }
        });
        claims.stream().filter(claim -> draft.isApi(claim.client())).forEach(claim -> check(claim, byIdentifier));
    }

    private void check(Claim claim, Map<String, List<DraftClient>> byIdentifier) {
        DraftClient client = claim.client();
        String identifier = client.value(ClientField.IDENTIFIER);
        if (identifier != null) {
            Set<DraftClient> others = new HashSet<>(byIdentifier.get(identifier));
            draft.client(identifier).ifPresent(others::add);
            draft.client(withoutUrn(identifier)).ifPresent(others::add);
            conflict(
                    client,
                    others,
                    claim.at() + "/identifier",
                    other -> "The client \"" + other + "\" has this identifier already: \"" + identifier + "\".");
        }
        if (claim.isEntering()) {
            Set<DraftClient> others = new HashSet<>();
            for (String name : List.of(client.clientId(), ApiLookup.CLIENT_URN + client.clientId())) {
                others.addAll(byIdentifier.getOrDefault(name, List.of()));
            }
            conflict(
                    client,
                    others,
                    claim.at() + "/clientId",
                    other -> "The API \"" + other
                            + "\" has this as its identifier. Applications could not tell the two apart by it.");
        }
    }

    private void conflict(DraftClient client, Set<DraftClient> others, String at, UnaryOperator<String> message) {
        others.stream()
                .filter(other -> other != client && draft.isApi(other))
                .map(DraftClient::clientId)
                .sorted()
                .findFirst()
                .ifPresent(other -> problems.conflict(at, message.apply(other)));
    }

    /** @return whether the identifier equals the client ID of another client, with or without {@code urn:client:} */
    static boolean isOfAnother(String identifier, String clientId, Set<String> clientIds) {
        return Stream.of(identifier, withoutUrn(identifier))
                .anyMatch(name -> !name.equals(clientId) && clientIds.contains(name));
    }

    private static String withoutUrn(String identifier) {
        return identifier.startsWith(ApiLookup.CLIENT_URN)
                ? identifier.substring(ApiLookup.CLIENT_URN.length())
                : identifier;
    }
}
