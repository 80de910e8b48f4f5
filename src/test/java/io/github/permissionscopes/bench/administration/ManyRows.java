package io.github.permissionscopes.bench.administration;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What no REST call creates in time: the database itself writes the rows of a realm's users and events. */
final class ManyRows {

    /** The events are of this time until now. */
    static final long SECONDS_OF_EVENTS = 6 * 24 * 3600L;

    /** Of so many events one records no refusal and is of a type that cannot. */
    private static final int OTHER_EVENTS = 4;

    private final Connection database;
    private final LargeRealm realm;
    private final String realmId;

    ManyRows(Connection database, LargeRealm realm, String realmId) {
        this.database = database;
        this.realm = realm;
        this.realmId = realmId;
    }

    /** Users who each have one of the realm's roles, and the one for everyone. The realm has the first already. */
    void addUsers() throws SQLException {
        execute("insert into user_entity (id, username, email, email_constraint, email_verified, enabled, realm_id,"
                + " created_timestamp, not_before) select '" + realm.name() + "-user-' || i, 'user-' || i,"
                + " 'user-' || i || '@demo.example', 'user-' || i || '@demo.example', true, true, '" + realmId
                + "', 0, 0 from generate_series(1, " + (realm.users() - 1) + ") i");
        for (int role = 0; role < realm.roles(); role++) {
            give(role(LargeRealm.role(role)), " and i % " + realm.roles() + " = " + role);
        }
        give(role(LargeRealm.EVERYONE), "");
        execute("analyze user_entity, user_role_mapping");
    }

    /** Refusals of some scopes and users, among others that the report has to find them in. */
    void addEvents() throws SQLException {
        execute("insert into event_entity (id, client_id, realm_id, event_time, type, user_id, details_json_long_value)"
                + " select '" + realm.name() + "-event-' || i, '" + LargeRealm.APPLICATION + "', '" + realmId + "', "
                + System.currentTimeMillis() + " - i::bigint * " + SECONDS_OF_EVENTS * 1000 + " / " + realm.events()
                + ", case i % " + OTHER_EVENTS + " when 0 then 'LOGOUT' when 1 then 'CODE_TO_TOKEN' else 'LOGIN' end, '"
                + realm.name() + "-user-' || i % " + realm.users()
                + ", json_build_object('scope_requested', 'openid profile scope-' || i % 100,"
                + " 'scope_refused', 'scope-' || i % 100,"
                + " 'scope_refused_reasons', 'scope-' || i % 100 || '=not_permitted',"
                + " 'permission_scopes_mode', 'report', 'auth_method', 'openid-connect',"
                + " 'redirect_uri', 'https://application.example/callback')::text from generate_series(1, "
                + realm.events() + ") i");
        execute("analyze event_entity");
    }

    /** @return of how long a time these are the latest that can record a refusal */
    static long secondsOf(LargeRealm realm, int events) {
        return SECONDS_OF_EVENTS * events / realm.events() * OTHER_EVENTS / (OTHER_EVENTS - 1);
    }

    private void give(String roleId, String whom) throws SQLException {
        execute("insert into user_role_mapping (role_id, user_id) select '" + roleId + "', '" + realm.name()
                + "-user-' || i from generate_series(1, " + (realm.users() - 1) + ") i where true" + whom);
    }

    private String role(String name) throws SQLException {
        try (PreparedStatement query = database.prepareStatement(
                "select id from keycloak_role where realm_id = ? and name = ? and not client_role")) {
            query.setString(1, realmId);
            query.setString(2, name);
            try (ResultSet found = query.executeQuery()) {
                found.next();
                return found.getString(1);
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }
}
