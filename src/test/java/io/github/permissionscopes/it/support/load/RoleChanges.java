package io.github.permissionscopes.it.support.load;

import static io.github.permissionscopes.demo.DemoRealm.CONTACTS_API;
import static io.github.permissionscopes.demo.DemoRealm.DELETE_CONTACTS;
import static io.github.permissionscopes.demo.DemoRealm.READ_CONTACTS;

import io.github.permissionscopes.it.support.admin.RealmAdmin;
import io.github.permissionscopes.it.support.client.EveryGrantClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * An administrator who gives and takes roles, now at one node and then at the other, and keeps a history. Of every user
 * one role changes: of half of them the one for reading, which the scope for deleting requires too.
 */
final class RoleChanges implements AutoCloseable {

    private static final long PAUSE_MILLIS = 250;

    private final Map<String, RoleHistory> histories = new TreeMap<>();
    private final List<RealmAdmin> nodes;
    private final Thread thread = new Thread(this::change, "role changes");
    private volatile boolean ended;
    private volatile RuntimeException failure;

    RoleChanges(List<RealmAdmin> nodes) {
        this.nodes = nodes;
        histories.put(EveryGrantClient.SERVICE_ACCOUNT, new RoleHistory());
        for (int i = 0; i < LoadRealm.USERS; i++) {
            histories.put(LoadRealm.user(i), new RoleHistory());
        }
        thread.start();
    }

    /** @return whether the user's changing role decides about this scope */
    static boolean decides(String user, String scope) {
        return scope.equals(DELETE_CONTACTS)
                || scope.equals(READ_CONTACTS) && role(user).equals(READ_CONTACTS);
    }

    private static String role(String user) {
        return Math.floorMod(user.hashCode(), 2) == 0 ? READ_CONTACTS : DELETE_CONTACTS;
    }

    RoleHistory of(String user) {
        return histories.get(user);
    }

    int count() {
        return histories.values().stream().mapToInt(RoleHistory::size).sum();
    }

    /** Once it is closed: every user has the role again. */
    void giveAll() {
        histories.keySet().stream().filter(user -> !of(user).isHeld()).forEach(user -> nodes.get(0)
                .give(user, CONTACTS_API, role(user)));
    }

    private void change() {
        List<String> users = new ArrayList<>(histories.keySet());
        try {
            for (int round = 0; !ended; round++) {
                String user = users.get(ThreadLocalRandom.current().nextInt(users.size()));
                RoleHistory history = of(user);
                boolean held = !history.isHeld();
                RealmAdmin node = nodes.get(round % nodes.size());
                long from = System.currentTimeMillis();
                if (held) {
                    node.give(user, CONTACTS_API, role(user));
                } else {
                    node.take(user, CONTACTS_API, role(user));
                }
                history.add(from, System.currentTimeMillis(), held);
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** @throws RuntimeException if a change has failed: then the history is not right */
    @Override
    public void close() {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw failure;
        }
    }
}
