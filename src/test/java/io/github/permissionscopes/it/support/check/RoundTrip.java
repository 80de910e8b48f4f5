package io.github.permissionscopes.it.support.check;

import static io.github.permissionscopes.it.support.check.Answers.changes;
import static io.github.permissionscopes.it.support.check.Answers.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.permissionscopes.it.support.admin.Administration;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.admin.NewRealm;
import io.github.permissionscopes.it.support.admin.NewRealms;
import io.github.permissionscopes.it.support.admin.RealmAdmin;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/** A realm whose bundle can be planned there without change, and makes another realm the same. */
public final class RoundTrip {

    private final NewRealms realms;
    private final RealmResource realm;
    private final RealmAdmin admin;
    private final Administration administration;

    private RoundTrip(NewRealms realms, RealmResource realm, Administration administration) {
        this.realms = realms;
        this.realm = realm;
        this.admin = new RealmAdmin(realm);
        this.administration = administration;
    }

    /** Of a realm with the applications {@code app} and {@code other-app} and nothing else. */
    public static RoundTrip in(NewRealms realms) {
        return empty(realms, "round-trip-one");
    }

    public static RoundTrip of(NewRealms realms, NewRealm realm) {
        return new RoundTrip(realms, realm.resource(), realm.administration());
    }

    private static RoundTrip empty(NewRealms realms, String name) {
        List<ClientRepresentation> applications =
                Stream.of("app", "other-app").map(RoundTrip::application).toList();
        return of(realms, realms.create(name, file -> file.setClients(applications)));
    }

    private static ClientRepresentation application(String clientId) {
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId(clientId);
        client.setPublicClient(true);
        return client;
    }

    public RealmAdmin admin() {
        return admin;
    }

    public Administration administration() {
        return administration;
    }

    public Answer apply(Object bundle) {
        Answer answer = administration.apply(bundle);
        ok(answer);
        return answer;
    }

    /** @return for any realm */
    public JsonNode export() {
        ObjectNode bundle = (ObjectNode) ok(administration.get("bundle"));
        bundle.remove("realm");
        return bundle;
    }

    /** @return the names of the API's scopes, as the realm's bundle has them */
    public List<String> scopes(String clientId) {
        for (JsonNode api : export().path("apis")) {
            if (api.path("clientId").asText().equals(clientId)) {
                return api.path("scopes").findValuesAsText("name");
            }
        }
        return List.of();
    }

    /** A plan of this bundle changes nothing. */
    public void assertUnchangedBy(Object bundle) {
        Answer plan = administration.plan(bundle);
        assertThat(changes(plan)).as(plan.text()).isEmpty();
    }

    /** Neither is planned nor applied, because of this field. */
    public void assertRefused(Object bundle, int status, String field) {
        Answers.assertRefused(administration, bundle, status, field);
    }

    /** Export, plan, apply: no change, and two exports are the same to the letter. */
    public void assertClosed() {
        Answer export = administration.get("bundle");
        ok(export);
        assertThat(administration.get("bundle").text()).isEqualTo(export.text());
        RealmRepresentation before = realm.partialExport(true, true);

        Answer plan = administration.plan(export.body());
        assertThat(changes(plan)).as(plan.text()).isEmpty();
        assertThat(plan.body().path("left")).as(plan.text()).isEmpty();
        Answer applied = administration.apply(export.body());
        assertThat(changes(applied)).as(applied.text()).isEmpty();

        assertThat(realm.partialExport(true, true))
                .usingRecursiveComparison()
                .ignoringCollectionOrder()
                .isEqualTo(before);
        export.body().path("apis").forEach(this::assertSameAlone);
    }

    /** What is answered of the API alone is what the bundle says of it. */
    private void assertSameAlone(JsonNode api) {
        String path = URLEncoder.encode(api.path("clientId").asText(), StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%7E", "~");
        ObjectNode alone = (ObjectNode) administration.api(path).body();
        if (!api.has("identifier")) {
            // Of two clients with one identifier a bundle says none.
            alone.remove("identifier");
        }
        // Which of two APIs that share scopes describes one is said in a bundle only.
        api.path("scopes").forEach(scope -> {
            if (scope.path("includeInTokenScope").asBoolean()) {
                ((ObjectNode) scope).remove("includeInTokenScope");
            }
        });
        assertThat(alone).isEqualTo(api);
    }

    /**
     * As above, and another realm that is made of the export is the same.
     *
     * @return the other realm
     */
    public RoundTrip assertCopied() {
        assertClosed();
        JsonNode exported = export();
        RoundTrip other = empty(realms, "round-trip-other");
        assertThat(changes(other.apply(exported))).isNotEmpty();
        assertThat(other.export().toPrettyString()).isEqualTo(exported.toPrettyString());
        other.assertClosed();
        return other;
    }
}
