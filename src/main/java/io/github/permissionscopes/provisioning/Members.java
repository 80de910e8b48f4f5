package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.provisioning.Effect.Subjects;
import io.github.permissionscopes.provisioning.Effect.User;
import io.github.permissionscopes.server.Database;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.storage.UserStorageProvider;

/**
 * Reads and caches the direct members of a realm's roles and groups. A set of users is a {@link BitSet} of numbers,
 * since there may be many users and many sets.
 *
 * <p>Federated users are included as far as Keycloak's own queries for members of roles and groups return them.
 */
final class Members {

    /** The number of users that may be in memory at a time. */
    private static final int MOST_IN_MEMORY = 1_000;

    private final KeycloakSession session;
    private final boolean isFederated;
    private final EntityManager entities;
    private final RealmModel realm;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<User> users = new ArrayList<>();
    private final Map<String, BitSet> byRole = new HashMap<>();
    private final Map<String, BitSet> byGroup = new HashMap<>();
    private int[] order = {};
    private int inMemory;

    /** Reads some of the members; null for all. */
    @FunctionalInterface
    private interface Page {
        Stream<UserModel> read(@Nullable Integer first, @Nullable Integer most);
    }

    /** @param session a session that writes nothing, so that Hibernate need not search for changes before each query */
    Members(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.isFederated =
                realm.getStorageProviders(UserStorageProvider.class).findAny().isPresent();
        this.entities = Database.of(session);
        entities.setFlushMode(FlushModeType.COMMIT);
    }

    /** @return the users who have the role directly; empty for a role that does not exist yet */
    BitSet of(DraftRole role) {
        return byRole.computeIfAbsent(role.id(), id -> {
            // A role of the realm may have been deleted since; for a new one Keycloak would ask the database in vain.
            RoleModel found = role.isNew() ? null : realm.getRoleById(id);
            return found == null
                    ? new BitSet()
                    : set((first, most) -> session.users().getRoleMembersStream(realm, found, first, most));
        });
    }

    /** @return the direct members of the group; empty for a group that does not exist yet */
    BitSet of(DraftGroup group) {
        return byGroup.computeIfAbsent(group.id(), id -> {
            GroupModel found = realm.getGroupById(id);
            return found == null
                    ? new BitSet()
                    : set((first, most) -> session.users().getGroupMembersStream(realm, found, first, most));
        });
    }

    /**
     * Reads all in one query: for each page, Keycloak would read all users before it to count them. In pages only if
     * users come from elsewhere as well: a federation may make a list of all that it finds, and imports them.
     */
    private BitSet set(Page page) {
        BitSet set = new BitSet();
        if (isFederated) {
            pages(first -> page.read(first, MOST_IN_MEMORY), some -> {
                some.forEach(user -> set.set(number(user)));
                forget(some.size());
            });
        } else {
            page.read(null, null).forEach(user -> {
                set.set(number(user));
                forget(1);
            });
        }
        return set;
    }

    /**
     * Reads pages until one is empty. A short page need not be the last one: Keycloak removes users from a page after
     * reading it, for example those who have left a federation.
     *
     * @param page returns at most {@link #MOST_IN_MEMORY} elements, beginning at an index
     */
    static <T> void pages(IntFunction<Stream<T>> page, Consumer<List<T>> work) {
        List<T> some = page.apply(0).toList();
        for (int first = MOST_IN_MEMORY; !some.isEmpty(); first += MOST_IN_MEMORY) {
            work.accept(some);
            some = page.apply(first).toList();
        }
    }

    /**
     * Clears the persistence context from time to time; Hibernate would keep all users in memory. It flushes first,
     * because a federation may write users while reading them.
     */
    private void forget(int read) {
        inMemory += read;
        if (inMemory >= MOST_IN_MEMORY) {
            entities.flush();
            entities.clear();
            inMemory = 0;
        }
    }

    private int number(UserModel user) {
        return numbers.computeIfAbsent(user.getId(), id -> {
            users.add(new User(id, user.getUsername()));
            return users.size() - 1;
        });
    }

    /** @return the number of users and the first ones by id; null for an empty set */
    @Nullable
    Subjects subjects(BitSet set) {
        if (set.isEmpty()) {
            return null;
        }
        List<User> first = IntStream.of(order())
                .filter(set::get)
                .limit(Effect.MOST_NAMED)
                .mapToObj(users::get)
                .toList();
        return new Subjects(set.cardinality(), first.stream().map(User::id).toList(), first);
    }

    /** The numbers of the users, sorted by user id. They are sorted only once, since all users are known by now. */
    private int[] order() {
        if (order.length != users.size()) {
            order = IntStream.range(0, users.size())
                    .boxed()
                    .sorted(Comparator.comparing(number -> users.get(number).id()))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
        return order;
    }
}
