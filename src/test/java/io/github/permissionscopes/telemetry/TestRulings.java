package io.github.permissionscopes.telemetry;

import io.github.permissionscopes.decision.Occasion;
import io.github.permissionscopes.decision.Refusal;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeDecision;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.decision.ScopeRequest;
import io.github.permissionscopes.decision.Settings;
import io.github.permissionscopes.decision.Verdict;
import io.github.permissionscopes.decision.Verdict.Added;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Rulings on requests of users and clients. */
final class TestRulings {

    private TestRulings() {}

    static void count(Predicate<Object> request, String client, String user, Settings settings, Verdict... verdicts) {
        DecisionMetrics.count(request, client(client), user(user), ruling(settings, verdicts));
    }

    static Ruling ruling(Settings settings, Verdict... verdicts) {
        ScopeList requested = new ScopeList(Stream.of(verdicts)
                .filter(verdict -> !(verdict instanceof Added))
                .map(Verdict::scope)
                .toList());
        return Ruling.of(
                new ScopeDecision(
                        ScopeRequest.unheld(requested, Map.of(), Optional.empty(), Occasion.GRANT), List.of(verdicts)),
                settings,
                Refusal.STRIP);
    }

    static ClientModel client(String id) {
        RealmModel realm = model(RealmModel.class, Map.of("getName", "acme"));
        return model(ClientModel.class, Map.of("getId", id, "getRealm", realm));
    }

    static UserModel user(String id) {
        return model(UserModel.class, Map.of("getId", id));
    }

    static Predicate<Object> request() {
        return new HashSet<>()::add;
    }

    static <T> T model(Class<T> type, Map<String, ?> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.get(method.getName())));
    }
}
