package io.github.permissionscopes.bench.realm;

import io.github.permissionscopes.demo.DemoRealm;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RequiredActionProviderRepresentation;
import org.keycloak.testframework.realm.ClientBuilder;
import org.keycloak.testframework.realm.GroupBuilder;
import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.testframework.realm.RoleBuilder;
import org.keycloak.testframework.realm.UserBuilder;

/**
 * A realm with APIs of 500 permissions each, and the people and applications that use them.
 *
 * @param scopes number of protected client scopes
 * @param rotating whether a refresh token can be used once
 */
public record BenchRealm(int scopes, boolean rotating, Variant variant) {

    public static final int USUAL = 1_000;

    public static BenchRealm of(int scopes, Variant variant) {
        return new BenchRealm(scopes, false, variant);
    }

    public BenchRealm with(Variant other) {
        return new BenchRealm(scopes, rotating, other);
    }

    public static List<BenchRealm> all() {
        return Stream.of(
                        Stream.of(Variant.values()).map(variant -> of(USUAL, variant)),
                        pair(of(100, Variant.ON)),
                        pair(of(10_000, Variant.ON)),
                        pair(new BenchRealm(100, true, Variant.ON)))
                .flatMap(realms -> realms)
                .toList();
    }

    private static Stream<BenchRealm> pair(BenchRealm realm) {
        return Stream.of(Variant.OFF, Variant.ON).map(realm::with);
    }

    public String name() {
        return (rotating ? "rotating-" : "items-") + scopes + "-" + variant.id();
    }

    public boolean isUsual() {
        return scopes == USUAL;
    }

    /**
     * All but permissions, scopes, and who has them: {@link Contents} adds those. In a realm file they would take many
     * minutes, since for each Keycloak reads all that it has imported so far.
     */
    public RealmRepresentation file() {
        RealmBuilder realm = RealmBuilder.create()
                .name(name())
                .enabled(true)
                // A day: tokens of a case are made before it begins.
                .accessTokenLifespan(86_400)
                .ssoSessionIdleTimeout(86_400)
                .ssoSessionMaxLifespan(86_400)
                .revokeRefreshToken(rotating)
                // A slow hash would hide what else a login costs.
                .passwordPolicy("hashAlgorithm(pbkdf2-sha256) and hashIterations(1)")
                .clientScopes(Alternative.clientScopes())
                .requiredActions(requiredActions());
        apis(realm);
        for (Subject subject : subjects()) {
            subject(realm, subject);
        }
        for (Application application : applications()) {
            realm.clients(application.client());
            realm.users(held(
                    application.subject(),
                    UserBuilder.create("service-account-" + application.clientId())
                            .enabled(true)
                            .serviceAccountId(application.clientId())));
        }
        if (isUsual()) {
            Alternative.all().forEach(alternative -> alternative.addTo(realm));
        }
        return realm.build();
    }

    private RequiredActionProviderRepresentation[] requiredActions() {
        RequiredActionProviderRepresentation[] actions = DemoRealm.requiredActions(variant.settings());
        actions[actions.length - 1].setEnabled(variant != Variant.OFF);
        return actions;
    }

    private void apis(RealmBuilder realm) {
        for (int first = 0; first < scopes; first += Item.OF_API) {
            realm.clients(ClientBuilder.create(Item.api(first))
                    .secret(Application.SECRET)
                    .fullScopeEnabled(false));
        }
    }

    private void subject(RealmBuilder realm, Subject subject) {
        if (subject.inGroups()) {
            realm.groups(IntStream.range(0, subject.permissions())
                    .mapToObj(number -> GroupBuilder.create(group(number)))
                    .toArray(GroupBuilder[]::new));
        } else {
            realm.realmRoles(IntStream.rangeClosed(1, Subject.LEVELS)
                    .mapToObj(level -> level(subject, level))
                    .toArray(RoleBuilder[]::new));
        }
        realm.users(held(subject, DemoRealm.user(subject.user())));
    }

    private RoleBuilder level(Subject subject, int level) {
        RoleBuilder role = RoleBuilder.create(subject.role(level)).composite(true);
        return level < Subject.LEVELS ? role.realmComposite(subject.role(level + 1)) : role;
    }

    static UserBuilder held(Subject subject, UserBuilder user) {
        return subject.inGroups()
                ? user.groups(IntStream.range(0, subject.permissions())
                        .mapToObj(BenchRealm::group)
                        .toArray(String[]::new))
                : user.realmRoles(subject.role(1));
    }

    List<Subject> subjects() {
        return isUsual() ? Subject.all() : List.of(Subject.SOME);
    }

    /** @return those for which the realm has enough scopes */
    List<Application> applications() {
        Application some = Application.of(20, Subject.SOME);
        return isUsual()
                ? Stream.of(
                                Subject.all().stream().map(subject -> Application.of(500, subject)),
                                Subject.BASIC.stream().map(subject -> Application.of(20, subject)),
                                Stream.of("none", "granted", "all").map(Application.of(500, Subject.SOME)::with))
                        .flatMap(applications -> applications)
                        .toList()
                : List.of(some);
    }

    static String other(int number) {
        return "role-" + number;
    }

    static String group(int number) {
        return "group-" + number;
    }
}
