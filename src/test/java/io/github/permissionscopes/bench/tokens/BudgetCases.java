package io.github.permissionscopes.bench.tokens;

import io.github.permissionscopes.bench.realm.Application;
import io.github.permissionscopes.bench.realm.BenchRealm;
import io.github.permissionscopes.bench.realm.Subject;
import io.github.permissionscopes.bench.realm.Variant;
import java.util.List;
import java.util.stream.Stream;

/** The cases whose time may not be more than a multiple of the time without the product. */
final class BudgetCases {

    private static final double NO_SCOPE = 1.02;
    private static final double ALL_GRANTED = 1.03;
    private static final double MANY_ROLES = 1.05;
    private static final double MOST_STRIPPED = 0.25;
    private static final double LIVE_CHECK = 1.05;

    private BudgetCases() {}

    static List<Case> all() {
        Orders few = Orders.by(Grant.CLIENT_CREDENTIALS).of(Application.of(20, Subject.SOME));
        List<Order> rotating = Orders.by(Grant.REFRESH)
                .in(new BenchRealm(100, true, Variant.ON))
                .of(Application.of(20, Subject.SOME))
                .onAndOff(Cases.TWENTY);
        return Stream.of(
                        budget("client credentials, no scope, client with 20", few.onAndOff(Ask.NOTHING), NO_SCOPE),
                        budget("client credentials, 20 of 20, client with 20", few.onAndOff(Cases.TWENTY), ALL_GRANTED),
                        budget("client credentials, 20 of 20", Cases.usual(Cases.TWENTY), ALL_GRANTED)
                                .withTail(),
                        budget("client credentials, 200 of 200", Cases.usual(Ask.of(200, 100)), ALL_GRANTED)
                                .withTail(),
                        budget("password, 20 of 20", Cases.by(Grant.PASSWORD, Cases.TWENTY), ALL_GRANTED)
                                .withTail(),
                        budget("password, 200 of 200", Cases.by(Grant.PASSWORD, Ask.of(200, 100)), ALL_GRANTED)
                                .withTail(),
                        budget("refresh, 20 of 20", Cases.by(Grant.REFRESH, Cases.TWENTY), ALL_GRANTED),
                        budget("refresh with rotation, 20 of 20", rotating, ALL_GRANTED),
                        budget(
                                "client credentials, 20 of 20, subject with 2,000 roles",
                                Cases.subject(Grant.CLIENT_CREDENTIALS, Subject.MANY),
                                MANY_ROLES),
                        budget(
                                "password, 20 of 20, subject with 2,000 roles",
                                Cases.subject(Grant.PASSWORD, Subject.MANY),
                                MANY_ROLES),
                        budget("client credentials, 20 of 200", Cases.usual(Ask.of(200, 10)), MOST_STRIPPED),
                        budget(
                                "introspection, 20 of 20, live check by the mapper",
                                Orders.by(Grant.INTROSPECTION)
                                        .of(Cases.some().with("none"))
                                        .onAndOff(Cases.TWENTY),
                                LIVE_CHECK))
                .map(measured -> measured.waiting(Cases.EXACT))
                .toList();
    }

    private static Case budget(String title, List<Order> orders, double most) {
        return Case.against(Cases.WITH_BUDGET, title, orders).within(most);
    }
}
