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
 * The names by which requests mean an API: its client ID, with and without {@code urn:client:}, and its identifier. Two
 * APIs of one name could not be told apart by it, and applications with scopes of both could name neither.
 */
final class Identifiers {

    private final Draft draft;
    private final Problems problems;
    private final List<Claim> claims = new ArrayList<>();

    /**
     * What is compared with the other APIs when all are written.
     *
     * @param isEntering whether the API was none before, or nobody could name it: its client ID is compared, too
     */
    private record Claim(DraftClient client, String at, boolean isEntering) {}

    Identifiers(Run run) {
        this.draft = run.draft();
        this.problems = run.problems();
    }

    /** The API has another identifier than before. */
    void changed(DraftClient client, String at) {
        claims.add(new Claim(client, at, false));
    }

    /** The client becomes an API, or gets its first scope. */
    void enters(DraftClient client, String at) {
        claims.add(new Claim(client, at, true));
    }

    /**
     * When all APIs are written, and those gone that are to be deleted: one may take what another one has had. Of
     * clients that are no APIs, who registered them may write the same; nobody could define the API then, and no
     * request means them.
     */
    void check() {
        if (claims.isEmpty()) {
            return;
        }
        Map<String, List<DraftClient>> byIdentifier = new HashMap<>();
        draft.clients().forEach(client -> {
            String identifier = ClientField.IDENTIFIER.of(client);
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
        String identifier = ClientField.IDENTIFIER.of(client);
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

    /** @return whether the identifier is one of the names that another of the clients has by its client ID */
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
