package io.github.permissionscopes.it.support.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Two answers or tokens that were made alike, compared claim by claim. */
public final class ClaimsTree {

    /** Ids and times: of these only the presence is compared. */
    private static final Map<String, String> DIFFER_EVERY_TIME = Map.of(
            "sid", "the id of the session",
            "session_state", "the id of the session",
            "iat", "the time of issue",
            "auth_time", "the time of the login",
            "code", "names the session",
            "at_hash", "a hash of the access token, which has an id",
            "c_hash", "a hash of the code");

    /** What is left of a lifetime when the answer is made. */
    private static final Set<String> SECONDS = Set.of("exp", "expires_in", "refresh_expires_in");

    private static final int TOLERANCE = 3;

    /** Random, but for a prefix in some tokens that tells of the session and the grant. */
    private static final String TOKEN_ID = "jti";

    private ClaimsTree() {}

    /** @return one line for every difference, with the path of the claim */
    public static List<String> differences(JsonNode before, JsonNode after) {
        Map<String, String> left = new TreeMap<>();
        Map<String, String> right = new TreeMap<>();
        flatten("", before, left);
        flatten("", after, right);
        Set<String> paths = new TreeSet<>(left.keySet());
        paths.addAll(right.keySet());
        List<String> differences = new ArrayList<>();
        for (String path : paths) {
            String one = left.get(path);
            String other = right.get(path);
            if (one == null || other == null || !same(path, one, other)) {
                differences.add(path + ": " + one + " became " + other);
            }
        }
        return differences;
    }

    private static boolean same(String path, String one, String other) {
        return SECONDS.contains(name(path))
                ? Math.abs(Long.parseLong(one) - Long.parseLong(other)) <= TOLERANCE
                : one.equals(other);
    }

    private static void flatten(String path, JsonNode node, Map<String, String> leaves) {
        if (node.isObject()) {
            leaves.put(path + "/", "an object");
            node.fields().forEachRemaining(field -> {
                JsonNode value = field.getValue();
                flatten(
                        path + "/" + field.getKey(),
                        // The expiry is compared as a lifetime.
                        field.getKey().equals("exp") && node.has("iat")
                                ? LongNode.valueOf(
                                        value.asLong() - node.path("iat").asLong())
                                : value,
                        leaves);
            });
        } else if (node.isArray()) {
            leaves.put(path + "[]", "an array of " + node.size());
            for (int index = 0; index < node.size(); index++) {
                flatten(path + "[" + index + "]", node.get(index), leaves);
            }
        } else if (DIFFER_EVERY_TIME.containsKey(name(path))) {
            leaves.put(path, DIFFER_EVERY_TIME.get(name(path)));
        } else if (TOKEN_ID.equals(name(path))) {
            String id = node.asText();
            leaves.put(path, id.contains(":") ? id.substring(0, id.indexOf(':')) : "an id");
        } else if (SECONDS.contains(name(path))) {
            leaves.put(path, node.asText());
        } else {
            leaves.put(path, node.toString());
        }
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
