package io.github.permissionscopes.bench.tokens;

import io.github.permissionscopes.bench.realm.Alternative;
import io.github.permissionscopes.bench.realm.Application;
import io.github.permissionscopes.bench.realm.Item;
import io.github.permissionscopes.demo.DemoRealm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jsoup.Jsoup;

/** What a token is got by, or used for. */
enum Grant {
    CLIENT_CREDENTIALS("client credentials") {
        @Override
        Call prepare(Connection connection, Order order) {
            Map<String, String> form = order.withScope(false, client(order, "client_credentials"));
            return () -> connection.token(form).body();
        }
    },
    PASSWORD("password") {
        @Override
        Call prepare(Connection connection, Order order) {
            Map<String, String> form = order.withScope(false, password(order));
            return () -> connection.token(form).body();
        }
    },
    REFRESH("refresh") {
        @Override
        Call prepare(Connection connection, Order order) {
            String first =
                    connection.token(order.withScope(false, password(order))).body();
            AtomicReference<String> token = new AtomicReference<>(TokenText.field(first, "refresh_token"));
            return () -> {
                String answer = connection
                        .token(with(client(order, "refresh_token"), "refresh_token", token.get()))
                        .body();
                token.set(TokenText.field(answer, "refresh_token"));
                return answer;
            };
        }
    },
    CODE("code exchange after SSO") {
        @Override
        Call prepare(Connection connection, Order order) {
            Map<String, String> request = order.withScope(
                    true,
                    Map.of(
                            "client_id",
                            order.client(),
                            "response_type",
                            "code",
                            "redirect_uri",
                            DemoRealm.REDIRECT_URI));
            String page = connection.authorize(request).body();
            String action = Jsoup.parse(page).select("form").attr("action");
            connection.submit(action, Map.of("username", order.user(), "password", DemoRealm.PASSWORD));
            return () -> {
                Map<String, String> form = client(order, "authorization_code");
                form.put("code", connection.authorize(request).parameter("code"));
                form.put("redirect_uri", DemoRealm.REDIRECT_URI);
                return connection.token(form).body();
            };
        }
    },
    INTROSPECTION("introspection") {
        @Override
        Call prepare(Connection connection, Order order) {
            Map<String, String> form = new LinkedHashMap<>(Map.of(
                    "client_id", Item.api(0),
                    "client_secret", Application.SECRET,
                    "token", accessToken(connection, order)));
            return () -> connection.post("token/introspect", form).body();
        }
    },
    USERINFO("userinfo") {
        @Override
        Call prepare(Connection connection, Order order) {
            String token = accessToken(connection, order);
            return () -> connection.getAs(token, "userinfo").body();
        }
    },
    TICKET("ticket of Authorization Services") {
        @Override
        Call prepare(Connection connection, Order order) {
            Map<String, String> login = client(order, "client_credentials");
            Map<String, String> form = new LinkedHashMap<>(Map.of(
                    "grant_type",
                    "urn:ietf:params:oauth:grant-type:uma-ticket",
                    "audience",
                    order.client(),
                    "permission",
                    Alternative.RESOURCE + "#" + String.join(",", order.scopes())));
            return () -> {
                String token = TokenText.field(connection.token(login).body(), "access_token");
                return connection.postAs(token, "token", form).body();
            };
        }
    };

    private final String title;

    Grant(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Sends what has to be sent once, such as a login. */
    abstract Call prepare(Connection connection, Order order);

    private static Map<String, String> client(Order order, String grantType) {
        return new LinkedHashMap<>(
                Map.of("grant_type", grantType, "client_id", order.client(), "client_secret", Application.SECRET));
    }

    private static Map<String, String> password(Order order) {
        return with(with(client(order, "password"), "username", order.user()), "password", DemoRealm.PASSWORD);
    }

    private static Map<String, String> with(Map<String, String> form, String name, String value) {
        form.put(name, value);
        return form;
    }

    private static String accessToken(Connection connection, Order order) {
        return TokenText.field(
                connection.token(order.withScope(true, password(order))).body(), "access_token");
    }
}
