package io.github.permissionscopes.bench.tokens;

import io.github.permissionscopes.bench.realm.Alternative;
import io.github.permissionscopes.bench.realm.Application;
import io.github.permissionscopes.bench.realm.BenchRealm;
import io.github.permissionscopes.bench.realm.Item;
import io.github.permissionscopes.bench.realm.Subject;
import io.github.permissionscopes.bench.realm.Variant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes orders that differ in one thing from the usual one: client credentials, in a realm with 1,000 client scopes, of
 * a client with 500 of them, and a subject with 200 roles.
 */
record Orders(Grant grant, BenchRealm realm, Application application, Map<String, String> parameters) {

    static Orders by(Grant grant) {
        return new Orders(
                grant, BenchRealm.of(BenchRealm.USUAL, Variant.ON), Application.of(500, Subject.SOME), Map.of());
    }

    Orders in(BenchRealm other) {
        return new Orders(grant, other, application, parameters);
    }

    Orders of(Application other) {
        return new Orders(grant, realm, other, parameters);
    }

    Orders with(String parameter, String value) {
        return new Orders(grant, realm, application, Map.of(parameter, value));
    }

    /** The same with the switch on and off. */
    List<Order> onAndOff(Ask ask) {
        return variants(ask, Variant.ON, Variant.OFF);
    }

    List<Order> variants(Ask ask, Variant... variants) {
        return Stream.of(variants).map(variant -> order(ask, variant)).toList();
    }

    private Order order(Ask ask, Variant variant) {
        return new Order(
                variant.id(),
                grant,
                realm.with(variant).name(),
                application.clientId(),
                application.subject().user(),
                ask.scopes(application.subject(), Item::name),
                ask.permitted(),
                parameters);
    }

    /** A script that filters the claim, and a ticket for the same scopes, where nothing else is done about scopes. */
    static Order alternative(Alternative alternative, Ask ask) {
        boolean isScript = alternative == Alternative.SCRIPT;
        return new Order(
                alternative.clientId(),
                isScript ? Grant.CLIENT_CREDENTIALS : Grant.TICKET,
                BenchRealm.of(BenchRealm.USUAL, Variant.OFF).name(),
                alternative.clientId(),
                "",
                ask.scopes(Subject.SOME, isScript ? Alternative::open : Item::name),
                ask.permitted(),
                Map.of());
    }
}
