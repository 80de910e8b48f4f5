package io.github.permissionscopes.realm;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.keycloak.models.Constants;

/**
 * The setting {@code reportOnlyApis}: client IDs in one text. The console joins them with {@code ##}; in realm files commas
 * and spaces do too, and a client ID may have these. So the realm's clients tell what is meant: what is a client ID as a
 * whole is that one and no list.
 *
 * @param clientIds in the order of the text
 */
public record ReportOnlyApis(Set<String> clientIds) {

    private static final Pattern SEPARATOR = Pattern.compile("[,\\s]");

    public ReportOnlyApis {
        clientIds = Collections.unmodifiableSet(new LinkedHashSet<>(clientIds));
    }

    /**
     * @param value as stored; null for none
     * @param isClient whether there is a client of this client ID. Not asked where the text can only mean one thing
     */
    public static ReportOnlyApis parse(String value, Predicate<String> isClient) {
        Set<String> clientIds = new LinkedHashSet<>();
        for (String part : value == null ? new String[0] : value.split(Constants.CFG_DELIMITER)) {
            clientIds.addAll(read(part.strip(), isClient));
        }
        clientIds.remove("");
        return new ReportOnlyApis(clientIds);
    }

    private static List<String> read(String part, Predicate<String> isClient) {
        if (!SEPARATOR.matcher(part).find() || isClient.test(part)) {
            return List.of(part);
        }
        return Stream.of(part.split(","))
                .map(String::strip)
                .flatMap(name -> words(name, isClient).stream())
                .toList();
    }

    /**
     * Words are taken for client IDs only if all of them are: else the client "my" would only be reported on when the client
     * "my api" was meant, and has another name now.
     */
    private static List<String> words(String name, Predicate<String> isClient) {
        List<String> words = List.of(name.split("\\s+"));
        return words.size() == 1 || isClient.test(name) || !words.stream().allMatch(isClient) ? List.of(name) : words;
    }

    /**
     * @return the same with the client's new ID in place of the former one; without it, should the new one be one that
     *     cannot be stored: then the API is enforced
     */
    public ReportOnlyApis renamed(String from, String to) {
        boolean storable = !to.contains(Constants.CFG_DELIMITER) && to.equals(to.strip());
        Set<String> renamed = new LinkedHashSet<>();
        for (String clientId : clientIds) {
            if (!clientId.equals(from)) {
                renamed.add(clientId);
            } else if (storable) {
                renamed.add(to);
            }
        }
        return new ReportOnlyApis(renamed);
    }

    /** @return the text that is read as this */
    public String stored() {
        return String.join(Constants.CFG_DELIMITER, clientIds);
    }
}
