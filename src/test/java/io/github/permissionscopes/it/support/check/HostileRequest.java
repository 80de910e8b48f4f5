package io.github.permissionscopes.it.support.check;

import io.github.permissionscopes.it.support.client.Browser;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.client.OAuth;
import io.github.permissionscopes.it.support.client.OAuth.Form;
import io.github.permissionscopes.it.support.client.Urls;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A request of a client that means no good; it changes the forms of well-behaved ones.
 *
 * @param scope what is asked for
 * @param other what is asked for in the second place, if there is one
 */
public record HostileRequest(String scope, String other, Place place) implements UnaryOperator<Form> {

    /** Where the scope stands. */
    public enum Place {
        BODY,
        QUERY,
        BODY_AND_QUERY,
        TWICE,
        /** Once, and every other parameter twice. */
        OTHERS_TWICE
    }

    /** A longer query is no matter of OAuth: the server refuses the line. */
    private static final int MAX_QUERY = 3_000;

    private static final String SCOPE = "scope=";

    public static HostileRequest plain(String scope) {
        return new HostileRequest(scope, "", Place.BODY);
    }

    @Override
    public Form apply(Form form) {
        return switch (place) {
            case BODY -> form;
            case QUERY -> new Form(form.endpoint() + "?" + encoded(scope), withoutScope(form.body()));
            case BODY_AND_QUERY -> new Form(form.endpoint() + "?" + encoded(other), form.body());
            case TWICE -> new Form(form.endpoint(), form.body() + "&" + encoded(other));
            case OTHERS_TWICE -> new Form(form.endpoint(), form.body() + "&" + withoutScope(form.body()));
        };
    }

    /** The authorization request: by POST where the place says that there is a body, or where it is long. */
    public Page authorize(Browser browser, OAuth oauth, String clientId) {
        Form form =
                new Form(oauth.endpoint("auth"), Urls.encode(oauth.authorizationRequest(clientId, scope, Map.of())));
        return switch (place) {
            case QUERY, BODY_AND_QUERY -> browser.post(apply(form));
            case BODY, TWICE, OTHERS_TWICE -> {
                Form sent = apply(form);
                yield sent.body().length() > MAX_QUERY
                        ? browser.post(sent)
                        : browser.open(sent.endpoint() + "?" + sent.body());
            }
        };
    }

    private static String encoded(String scope) {
        return SCOPE + Urls.encode(scope);
    }

    private static String withoutScope(String body) {
        return Arrays.stream(body.split("&"))
                .filter(pair -> !pair.startsWith(SCOPE))
                .collect(Collectors.joining("&"));
    }

    /** As Java source, so that what cannot be seen can be told apart. */
    @Override
    public String toString() {
        return place + " " + escaped(scope) + " / " + escaped(other);
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder("\"");
        for (char letter : text.toCharArray()) {
            if (letter < ' ' || letter > '~') {
                escaped.append("\\u%04x".formatted((int) letter));
            } else {
                escaped.append(letter);
            }
        }
        return escaped.append('"').toString();
    }
}
