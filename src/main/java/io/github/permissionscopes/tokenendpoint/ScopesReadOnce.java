package io.github.permissionscopes.tokenendpoint;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakContext;

/**
 * The client of a token request, whose assigned scopes are read once, for all who ask this object.
 *
 * <p>Since 26.2 Keycloak asks several times for each requested scope whether it names an organization, and reads all
 * scopes of the client for each name with a colon ({@code OrganizationScope.resolveClientScope}). In a request for
 * hundreds of scopes this is most of the time.
 *
 * <p>A proxy of the interface, and no class that implements it: later versions add methods.
 */
final class ScopesReadOnce implements InvocationHandler {

    private static final String READ = "getClientScopes";
    private static final Set<String> CHANGES = Set.of("addClientScope", "addClientScopes", "removeClientScope");

    private final ClientModel client;
    private final Map<Boolean, Map<String, ClientScopeModel>> scopes = new HashMap<>();

    private ScopesReadOnce(ClientModel client) {
        this.client = client;
    }

    /** Replaces the client of the request until the grant type has ended. A request without a client has none yet. */
    static void begin(GrantRequest request) {
        if (!request.hasClient()) {
            return;
        }
        ClientModel client = request.client();
        ClientModel once = of(client);
        request.afterwards().add(() -> request.context().setClient(client));
        request.context().setClient(once);
        // The one that OrganizationScope reads.
        KeycloakContext context = request.session().getContext();
        if (client.equals(context.getClient())) {
            request.afterwards().add(() -> context.setClient(client));
            context.setClient(once);
        }
    }

    /** @return equal to the client, and all that the client is but for how its scopes are read */
    static ClientModel of(ClientModel client) {
        return (ClientModel) Proxy.newProxyInstance(
                ScopesReadOnce.class.getClassLoader(), new Class<?>[] {ClientModel.class}, new ScopesReadOnce(client));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getName().equals(READ)) {
            boolean defaults = (boolean) Objects.requireNonNull(Objects.requireNonNull(arguments)[0]);
            // A copy, as Keycloak returns one each time: the caller may change it.
            return new LinkedHashMap<>(scopes.computeIfAbsent(defaults, client::getClientScopes));
        }
        if (CHANGES.contains(method.getName())) {
            scopes.clear();
        }
        try {
            return method.invoke(client, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
