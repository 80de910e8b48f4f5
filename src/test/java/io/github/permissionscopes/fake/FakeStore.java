package io.github.permissionscopes.fake;

import java.util.HashMap;
import java.util.Map;
import org.keycloak.models.SingleUseObjectProvider;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.UserSessionProvider;

/** What outlives a request: single-use objects, and the sessions of users. */
final class FakeStore {

    private final Map<String, Map<String, String>> singleUseObjects = new HashMap<>();
    private final Map<String, Long> lifespans = new HashMap<>();
    private final Map<String, UserSessionModel> userSessions = new HashMap<>();
    private final Map<String, UserSessionModel> offlineSessions = new HashMap<>();

    Map<String, Map<String, String>> singleUseObjects() {
        return singleUseObjects;
    }

    /** @return how long what was put afresh is kept, in seconds, by key */
    Map<String, Long> lifespans() {
        return lifespans;
    }

    void add(UserSessionModel userSession) {
        userSessions.put(userSession.getId(), userSession);
    }

    void addOffline(UserSessionModel userSession) {
        offlineSessions.put(userSession.getId(), userSession);
    }

    UserSessionProvider sessions() {
        return Fake.of(UserSessionProvider.class)
                .on("getUserSession", arguments -> userSessions.get((String) arguments[1]))
                .on("getOfflineUserSession", arguments -> offlineSessions.get((String) arguments[1]))
                .make();
    }

    SingleUseObjectProvider objects() {
        return Fake.of(SingleUseObjectProvider.class)
                .on("put", arguments -> {
                    lifespans.put((String) arguments[0], (Long) arguments[1]);
                    return singleUseObjects.put((String) arguments[0], data(arguments[2]));
                })
                .on("get", arguments -> singleUseObjects.get((String) arguments[0]))
                .on("remove", arguments -> singleUseObjects.remove((String) arguments[0]))
                .on("replace", arguments -> singleUseObjects.replace((String) arguments[0], data(arguments[1])) != null)
                .make();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> data(Object argument) {
        return (Map<String, String>) argument;
    }
}
