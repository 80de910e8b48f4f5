package io.github.permissionscopes.faults;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/** How many clients the realm's cache was asked for, by whomever, one by one or as a list. */
final class ClientReads {

    private static final String REALM = "tour";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private ClientReads() {}

    /** @return how many since the last call */
    static int take() {
        return COUNT.getAndSet(0);
    }

    static ClientModel counted(RealmModel realm, ClientModel client) {
        if (realm.getName().equals(REALM)) {
            COUNT.incrementAndGet();
        }
        return client;
    }

    static Stream<ClientModel> counted(RealmModel realm, Stream<ClientModel> clients) {
        return clients.peek(client -> counted(realm, client));
    }
}
