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

/**
 * The users of a realm whom its roles and groups have as members: each role or group is asked once. A set of users is a
 * set of numbers here, since there may be many users, and many sets of them.
 *
 * <p>Users of a federation count as far as Keycloak's own queries for the members of roles and groups find them.
 */
final class Members {

    /** So many users are in memory at a time. */
    private static final int CHUNK = 1_000;

    private final KeycloakSession session;
    private final EntityManager entities;
    private final RealmModel realm;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<User> users = new ArrayList<>();
    private final Map<String, BitSet> byRole = new HashMap<>();
    private final Map<String, BitSet> byGroup = new HashMap<>();
    private int[] order = {};
    private int inMemory;

    /**
     * @param session that writes nothing: Hibernate need not look for changes in all that was read before each query
     */
    Members(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.entities = Database.of(session);
        entities.setFlushMode(FlushModeType.COMMIT);
    }

    /** @return who has the role directly; nobody for one that is not there yet */
    BitSet of(DraftRole role) {
        return byRole.computeIfAbsent(role.id(), id -> {
            RoleModel found = realm.getRoleById(id);
            return found == null
                    ? new BitSet()
                    : set(first -> session.users().getRoleMembersStream(realm, found, first, CHUNK));
        });
    }

    /** @return who is in the group itself; nobody for one that is not there yet */
    BitSet of(DraftGroup group) {
        return byGroup.computeIfAbsent(group.id(), id -> {
            GroupModel found = realm.getGroupById(id);
            return found == null
                    ? new BitSet()
                    : set(first -> session.users().getGroupMembersStream(realm, found, first, CHUNK));
        });
    }

    private BitSet set(IntFunction<Stream<UserModel>> page) {
        BitSet set = new BitSet();
        pages(page, some -> {
            some.forEach(user -> set.set(number(user)));
            forget(some.size());
        });
        return set;
    }

    /**
     * Until a page is empty. Keycloak takes users out of a page that it has read, such as those who are not in a
     * federation any more: a short page is not the last one.
     *
     * @param page of at most {@link #CHUNK}, from the first one on
     */
    static <T> void pages(IntFunction<Stream<T>> page, Consumer<List<T>> work) {
        List<T> some = page.apply(0).toList();
        for (int first = CHUNK; !some.isEmpty(); first += CHUNK) {
            work.accept(some);
            some = page.apply(first).toList();
        }
    }

    /** Hibernate would keep all of them until the end. A federation may have written users while it read them. */
    private void forget(int read) {
        inMemory += read;
        if (inMemory >= CHUNK) {
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

    /** @return the first of them by id, and how many they are; null for nobody */
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

    /** The users by id; sorted once, since all of them are known by now. */
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
