package io.github.permissionscopes.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.util.JsonSerialization;

/** The demo realm as a server imports it: with stored events, and the product's login theme. */
final class DemoRealmFile {

    private DemoRealmFile() {}

    static RealmRepresentation realm() {
        RealmRepresentation realm = DemoRealm.configure(RealmBuilder.create()
                        .name(DemoRealm.NAME)
                        .enabled(true)
                        .eventsEnabled(true)
                        .revokeRefreshToken(true))
                .build();
        realm.setEnabledEventTypes(
                List.of("LOGIN", "CODE_TO_TOKEN", "REFRESH_TOKEN", "CLIENT_LOGIN", "CUSTOM_REQUIRED_ACTION"));
        realm.setLoginTheme("permission-scopes");
        return realm;
    }

    /** @return the same text for the same realm */
    static String text() throws JsonProcessingException {
        return JsonMapper.builder()
                        .serializationInclusion(JsonSerialization.mapper
                                .getSerializationConfig()
                                .getDefaultPropertyInclusion()
                                .getValueInclusion())
                        .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                        .build()
                        .writeValueAsString(realm())
                + "\n";
    }
}
