package io.github.permissionscopes.bench.realm;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.support.admin.Administration;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.RoleRepresentation;

/** What is added to the realms, or taken from them, after their files are imported. */
public final class Contents {

    private Contents() {}

    /**
     * Adds all that the files do not have, on a server with the product.
     *
     * @param realmUrl by the name of a realm
     */
    public static void define(Keycloak keycloak, Function<String, String> realmUrl) {
        for (BenchRealm realm : BenchRealm.all()) {
            Administration administration = new Administration(
                    realmUrl.apply(realm.name()), () -> keycloak.tokenManager().getAccessTokenString());
            Definitions definitions = new Definitions(realm);
            for (int first = 0; first < realm.scopes(); first += Item.OF_API) {
                check(administration.put("apis/" + Item.api(first), definitions.definition(first)));
            }
            check(administration.apply(definitions.permissions()));
            if (realm.isUsual()) {
                addOtherRoles(keycloak.realm(realm.name()));
                giveToGroups(keycloak.realm(realm.name()));
                client(keycloak.realm(realm.name()), Alternative.TICKET.clientId())
                        .authorization()
                        .importSettings(Alternative.settings());
            }
        }
    }

    private static void check(Answer answer) {
        if (answer.status() >= 300) {
            throw new IllegalStateException(answer.status() + " " + answer.text());
        }
    }

    /** One by one, and not in the realm's file, whose import reads all roles so far for each. */
    private static void addOtherRoles(RealmResource realm) {
        for (int number = 0; number < Subject.MOST_OTHERS; number++) {
            realm.roles().create(new RoleRepresentation(BenchRealm.other(number), "", false));
        }
        Map<String, RoleRepresentation> roles = realm.roles().list(0, Integer.MAX_VALUE).stream()
                .collect(Collectors.toMap(RoleRepresentation::getName, role -> role));
        for (Subject subject : Subject.BASIC) {
            for (int level = 1; level <= Subject.LEVELS && subject.others() > 0; level++) {
                realm.roles()
                        .get(subject.role(level))
                        .addComposites(Definitions.every(level, subject.others(), BenchRealm::other).stream()
                                .map(roles::get)
                                .toList());
            }
        }
    }

    private static void giveToGroups(RealmResource realm) {
        String api = realm.clients().findByClientId(Item.api(0)).get(0).getId();
        for (int number = 0; number < Subject.IN_GROUPS.permissions(); number++) {
            String group = realm.getGroupByPath("/" + BenchRealm.group(number)).getId();
            realm.groups()
                    .group(group)
                    .roles()
                    .clientLevel(api)
                    .add(List.of(realm.clients()
                            .get(api)
                            .roles()
                            .get(Item.name(number))
                            .toRepresentation()));
        }
    }

    /** Takes out what names a provider of the product, on a server without it. Roles stay mapped to client scopes. */
    public static void removeProduct(Keycloak keycloak) {
        for (BenchRealm realm : BenchRealm.all()) {
            RealmResource resource = keycloak.realm(realm.name());
            resource.flows().removeRequiredAction(PermissionScopes.REQUIRED_ACTION_ID);
            realm.applications().stream()
                    .filter(application -> !application.mapper().isEmpty())
                    .map(Application::clientId)
                    .forEach(clientId -> removeMapper(resource, clientId));
        }
    }

    private static void removeMapper(RealmResource realm, String clientId) {
        ClientResource client = client(realm, clientId);
        List.copyOf(client.toRepresentation().getProtocolMappers()).stream()
                .filter(mapper -> mapper.getProtocolMapper().equals(PermissionScopes.MAPPER_ID))
                .forEach(mapper -> client.getProtocolMappers().delete(mapper.getId()));
    }

    private static ClientResource client(RealmResource realm, String clientId) {
        return realm.clients()
                .get(realm.clients().findByClientId(clientId).get(0).getId());
    }
}
