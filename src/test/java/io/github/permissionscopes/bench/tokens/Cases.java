package io.github.permissionscopes.bench.tokens;

import io.github.permissionscopes.bench.realm.Alternative;
import io.github.permissionscopes.bench.realm.Application;
import io.github.permissionscopes.bench.realm.BenchRealm;
import io.github.permissionscopes.bench.realm.Item;
import io.github.permissionscopes.bench.realm.Subject;
import io.github.permissionscopes.bench.realm.Variant;
import io.github.permissionscopes.bench.tokens.Lane.Key;
import io.github.permissionscopes.bench.tokens.Lane.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** All cases of tokens, one after the other. */
public final class Cases {

    private static final List<Grant> GRANTS = List.of(
            Grant.CLIENT_CREDENTIALS, Grant.PASSWORD, Grant.REFRESH, Grant.CODE, Grant.INTROSPECTION, Grant.USERINFO);

    static final Ask TWENTY = Ask.of(20, 100);

    /** A case with a budget is measured longer, and with several starts of the servers. */
    static final double EXACT = 1.2;

    public static final String NO_SCOPE = "0";
    public static final String WITH_BUDGET = "With a budget";
    public static final String SIZES = "Client scopes of the realm";

    private Cases() {}

    public static List<Case> all() {
        return Stream.of(scopes(), BudgetCases.all(), sizes(), subjects(), options(), alternatives())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Case> scopes() {
        List<Case> cases = new ArrayList<>();
        for (Grant grant : GRANTS) {
            cases.add(Case.against(grant.title(), NO_SCOPE, Orders.by(grant).onAndOff(Ask.NOTHING))
                    .waiting(EXACT));
            for (int asked : List.of(5, 20, 100, 500)) {
                for (int percent : List.of(100, 50, 10)) {
                    Ask ask = Ask.of(asked, percent);
                    cases.add(Case.against(
                            grant.title(),
                            asked + ", " + ask.permitted() + " permitted",
                            Orders.by(grant)
                                    .of(Application.of(500, ask.subject()))
                                    .onAndOff(ask)));
                }
            }
        }
        return cases;
    }

    private static List<Case> sizes() {
        List<Case> cases = new ArrayList<>();
        for (int scopes : List.of(100, BenchRealm.USUAL, 10_000)) {
            cases.add(Case.against(
                            SIZES,
                            String.format(Locale.ROOT, "%,d", scopes),
                            Orders.by(Grant.CLIENT_CREDENTIALS)
                                    .in(BenchRealm.of(scopes, Variant.ON))
                                    .of(Application.of(20, Subject.SOME))
                                    .onAndOff(TWENTY))
                    .waiting(EXACT));
        }
        for (int optional : List.of(20, 500)) {
            cases.add(Case.against(
                    "Optional scopes of the client",
                    String.valueOf(optional),
                    Orders.by(Grant.CLIENT_CREDENTIALS)
                            .of(Application.of(optional, Subject.SOME))
                            .onAndOff(TWENTY)));
        }
        return cases;
    }

    private static List<Case> subjects() {
        List<Case> cases = new ArrayList<>();
        for (Grant grant : List.of(Grant.CLIENT_CREDENTIALS, Grant.PASSWORD)) {
            String group = "Roles of the subject, " + grant.title() + ", 10 of 10";
            cases.add(Case.against(group, "10", subject(grant, Subject.FEW)));
            cases.add(Case.against(group, "200", subject(grant, Subject.SOME)));
            cases.add(Case.against(group, "2,000", subject(grant, Subject.MANY)));
            cases.add(Case.against(group, "200, each by a group", subject(grant, Subject.IN_GROUPS)));
        }
        return cases;
    }

    private static List<Case> options() {
        List<Case> cases = new ArrayList<>();
        for (Grant grant : List.of(Grant.CLIENT_CREDENTIALS, Grant.CODE)) {
            String group = "Options, " + grant.title() + ", 20 of 20";
            Orders orders = Orders.by(grant);
            cases.add(Case.against(group, "none", orders.onAndOff(TWENTY)));
            cases.add(
                    Case.against(group, "mapper", orders.of(some().with("none")).onAndOff(TWENTY)));
            cases.add(Case.against(
                    group,
                    "claim with the granted",
                    orders.of(some().with("granted")).onAndOff(TWENTY)));
            cases.add(Case.against(
                    group, "claim with all", orders.of(some().with("all")).onAndOff(TWENTY)));
            cases.add(Case.against(
                    group, "one API named", orders.with("audience", Item.api(0)).onAndOff(TWENTY)));
            cases.add(Case.against(group, "mode report, 10 of 20", orders.variants(Ask.of(20, 50), Variant.REPORT)));
        }
        return cases;
    }

    private static List<Case> alternatives() {
        return Stream.of(Ask.of(20, 50), Ask.of(200, 10))
                .map(Cases::alternatives)
                .toList();
    }

    private static Case alternatives(Ask ask) {
        Order ours = usual(ask).get(0);
        List<Order> others = Alternative.all().stream()
                .map(alternative -> Orders.alternative(alternative, ask))
                .toList();
        Key roleScopeMappings = new Key(Side.PLAIN, ours.label());
        List<Case.Comparison> comparisons = Stream.concat(
                        Stream.of(new Case.Comparison(
                                "this product", new Key(Side.PRODUCT, ours.label()), roleScopeMappings)),
                        Alternative.all().stream()
                                .map(alternative -> new Case.Comparison(
                                        alternative.title(),
                                        new Key(Side.PLAIN, alternative.clientId()),
                                        roleScopeMappings)))
                .toList();
        return new Case(
                "Instead of the product",
                ask.asked() + ", " + ask.permitted() + " permitted",
                Stream.concat(Stream.of(ours), others.stream()).toList(),
                comparisons,
                1,
                Double.MAX_VALUE,
                false);
    }

    static List<Order> usual(Ask ask) {
        return by(Grant.CLIENT_CREDENTIALS, ask);
    }

    static List<Order> by(Grant grant, Ask ask) {
        return Orders.by(grant).onAndOff(ask);
    }

    static List<Order> subject(Grant grant, Subject subject) {
        Ask ask = subject == Subject.FEW ? Ask.of(10, 100) : TWENTY;
        return Orders.by(grant).of(Application.of(500, subject)).onAndOff(ask);
    }

    static Application some() {
        return Application.of(500, Subject.SOME);
    }
}
