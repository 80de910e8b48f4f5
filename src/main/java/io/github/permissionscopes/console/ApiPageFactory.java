package io.github.permissionscopes.console;

import com.google.auto.service.AutoService;
import io.github.permissionscopes.config.PermissionScopes;
import java.util.List;
import java.util.Map;
import org.keycloak.Config;
import org.keycloak.common.Profile;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RealmModel.RealmPostCreateEvent;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.services.ui.extend.UiPageProvider;
import org.keycloak.services.ui.extend.UiPageProviderFactory;

/**
 * The provider factory of the console's page "API scopes". It declares the fields of the list and the form; labels are
 * keys of messages.
 */
@AutoService(UiPageProviderFactory.class)
@SuppressWarnings("rawtypes")
public final class ApiPageFactory implements UiPageProviderFactory<UiPageProvider> {

    private static final String MESSAGE = "permissionScopesApi";

    @Override
    public String getId() {
        return PermissionScopes.PAGE_ID;
    }

    @Override
    public String getHelpText() {
        return MESSAGE + "Help";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return ProviderConfigurationBuilder.create()
                .property(property(ApiEntry.CLIENT_ID, "ClientId", ProviderConfigProperty.STRING_TYPE))
                .property(property(ApiEntry.NAME, "Name", ProviderConfigProperty.STRING_TYPE))
                .property(property(ApiEntry.IDENTIFIER, "Identifier", ProviderConfigProperty.STRING_TYPE))
                .property(property(ApiEntry.SCOPES, "Scopes", ProviderConfigProperty.MAP_TYPE))
                .property(enforcement())
                .build();
    }

    /** The values that the form returns without showing them. Keycloak drops values that are not declared. */
    @Override
    public List<ProviderConfigProperty> getCommonProviderConfigProperties() {
        return List.of(hidden(Mirror.STATE), hidden(ConsoleForm.LOADED_ID));
    }

    @Override
    public Map<String, Object> getTypeMetadata() {
        return Map.of(
                "displayFields", List.of(ApiEntry.CLIENT_ID, ApiEntry.NAME, ApiEntry.IDENTIFIER, ApiEntry.ENFORCEMENT));
    }

    /** Called before a component is written, also by an import or when a mirror is updated. */
    @Override
    public void validateConfiguration(KeycloakSession session, RealmModel realm, ComponentModel model) {
        ConsoleForm.of(session, realm, model).ifPresent(form -> new ApiPage(session).save(form));
    }

    /** Called before a component is removed, also when a realm is removed or when a mirror is updated. */
    @Override
    public void preRemove(KeycloakSession session, RealmModel realm, ComponentModel model) {
        ConsoleForm.of(session, realm, model).ifPresent(form -> new ApiPage(session).delete(form));
    }

    /** Keycloak creates this factory even if the feature is off; only the console hides the page then. */
    @Override
    public void postInit(KeycloakSessionFactory factory) {
        if (Profile.isFeatureEnabled(Profile.Feature.DECLARATIVE_UI)) {
            factory.register(new MirrorLifecycle(factory));
        } else {
            factory.register(event -> {
                if (event instanceof RealmPostCreateEvent created) {
                    Mirrors.remove(created.getCreatedRealm());
                }
            });
        }
    }

    private static ProviderConfigProperty property(String name, String message, String type) {
        ProviderConfigProperty property = new ProviderConfigProperty();
        property.setName(name);
        property.setLabel(MESSAGE + message);
        property.setHelpText(MESSAGE + message + "Help");
        property.setType(type);
        property.setRequired(name.equals(ApiEntry.CLIENT_ID));
        return property;
    }

    private static ProviderConfigProperty enforcement() {
        ProviderConfigProperty property =
                property(ApiEntry.ENFORCEMENT, "Enforcement", ProviderConfigProperty.LIST_TYPE);
        property.setOptions(List.of(ApiEntry.AS_THE_REALM, "reject_if_none_left", "reject"));
        property.setDefaultValue(ApiEntry.AS_THE_REALM);
        return property;
    }

    private static ProviderConfigProperty hidden(String name) {
        ProviderConfigProperty property = new ProviderConfigProperty();
        property.setName(name);
        property.setType(ProviderConfigProperty.STRING_TYPE);
        return property;
    }

    @Override
    public void init(Config.Scope config) {
        // Nothing to configure.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
