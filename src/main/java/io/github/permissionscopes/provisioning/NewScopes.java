package io.github.permissionscopes.provisioning;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;

/**
 * The client scopes that a run has created. Keycloak flushes after each one, and a flush examines every entity of the
 * transaction, so that the time would grow with the square of their number. Therefore Hibernate forgets them after a
 * few, and gets them back, in a few queries, when the first one is needed again.
 *
 * <p>Keycloak's models of forgotten scopes must not be kept: what is written to them is lost.
 */
final class NewScopes {

    private static final int MOST_IN_MEMORY = 40;
    private static final int MOST_IN_QUERY = 500;

    /** What Keycloak's models of a client scope read first; otherwise each costs a query. */
    private static final List<String> PARTS = List.of("attributes", "protocolMappers", "scopeMappingIds");

    private final EntityManager entities;
    private final List<String> inMemory = new ArrayList<>();
    private final List<String> forgotten = new ArrayList<>();

    NewScopes(EntityManager entities) {
        this.entities = entities;
    }

    /** @param id of a scope that is complete for now */
    void created(String id) {
        inMemory.add(id);
        if (inMemory.size() >= MOST_IN_MEMORY) {
            entities.flush();
            read("select scope from ClientScopeEntity scope where scope.id in (:ids)", inMemory)
                    .forEach(entities::detach);
            forgotten.addAll(inMemory);
            inMemory.clear();
        }
    }

    /** Called before a scope is looked up. */
    void remember() {
        for (int first = 0; first < forgotten.size(); first += MOST_IN_QUERY) {
            List<String> ids = forgotten.subList(first, Math.min(forgotten.size(), first + MOST_IN_QUERY));
            for (String part : PARTS) {
                read(
                        "select distinct scope from ClientScopeEntity scope left join fetch scope." + part
                                + " where scope.id in (:ids)",
                        ids);
            }
        }
        forgotten.clear();
    }

    private List<?> read(String query, List<String> ids) {
        return entities.createQuery(query).setParameter("ids", ids).getResultList();
    }
}
