package io.github.permissionscopes.rest;

import io.github.permissionscopes.server.Capabilities;
import jakarta.ws.rs.ForbiddenException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.admin.AdminAuth;

/**
 * The rights of an administrator as Keycloak's Admin REST API decides them: by the roles in the token (for a
 * lightweight token, those of its session) and by the realm's fine-grained permissions.
 *
 * <p>It asks {@code AdminPermissions.evaluator} by reflection, since the class moved from package {@code permissions}
 * to {@code fgap} in 26.3. If the call fails, the administrator has no rights.
 */
final class NativeRights {

    private static final Logger LOG = Logger.getLogger(NativeRights.class);

    /**
     * By the administrative role: a part of the evaluator and the methods to call on it, which must all return true.
     */
    private static final Map<String, List<String>> QUESTIONS = Map.of(
            AdminRoles.VIEW_CLIENTS, List.of("clients", "canView", "canViewClientScopes"),
            AdminRoles.MANAGE_CLIENTS, List.of("clients", "canManage", "canManageClientScopes"),
            AdminRoles.VIEW_USERS, List.of("users", "canView"),
            AdminRoles.VIEW_REALM, List.of("realm", "canViewRealm"),
            AdminRoles.MANAGE_REALM, List.of("realm", "canManageRealm"),
            AdminRoles.VIEW_EVENTS, List.of("realm", "canViewEvents"));

    /** The class {@code AdminPermissionEvaluator}; null if there is no evaluator. */
    private final @Nullable Class<?> type;

    private final @Nullable Object evaluator;

    private NativeRights(@Nullable Class<?> type, @Nullable Object evaluator) {
        this.type = type;
        this.evaluator = evaluator;
    }

    /**
     * @return the rights in the session's realm; no rights for an administrator of any other realm than this one and
     *     the master realm
     */
    static NativeRights of(KeycloakSession session, AdminAuth auth) {
        RealmModel realm = session.getContext().getRealm();
        try {
            Method evaluator = Capabilities.adminPermissions()
                    .orElseThrow(() -> new ClassNotFoundException("AdminPermissions"))
                    .getMethod("evaluator", KeycloakSession.class, RealmModel.class, AdminAuth.class);
            return new NativeRights(evaluator.getReturnType(), call(evaluator, null, session, realm, auth));
        } catch (ForbiddenException e) {
            return new NativeRights(null, null);
        } catch (ReflectiveOperationException e) {
            unanswered("AdminPermissions", e);
            return new NativeRights(null, null);
        }
    }

    /**
     * @param role name of a role of the realm's management client ({@code AdminRoles})
     * @return whether the administrator has the rights of this role
     */
    boolean includes(String role) {
        List<String> questions = QUESTIONS.get(role);
        return questions == null
                ? hasOneRole(role)
                : questions.stream().skip(1).allMatch(question -> ask(questions.get(0), question));
    }

    /** @return whether the token has one of the roles, regardless of fine-grained permissions */
    boolean hasOneRole(String... roles) {
        if (evaluator == null) {
            return false;
        }
        try {
            // The method is in the interface since 26.2. Before that only the class has it, which is not public.
            Method question = evaluator.getClass().getMethod("hasOneAdminRole", String[].class);
            question.setAccessible(true);
            return (boolean) call(question, evaluator, (Object) roles);
        } catch (ReflectiveOperationException e) {
            unanswered("hasOneAdminRole", e);
            return false;
        }
    }

    boolean canView(ClientModel client) {
        return ask("clients", "canView", ClientModel.class, client);
    }

    boolean canManage(ClientModel client) {
        return ask("clients", "canManage", ClientModel.class, client);
    }

    boolean canMapRolesToScopes(ClientModel client) {
        return ask("clients", "canMapClientScopeRoles", ClientModel.class, client);
    }

    boolean canView(UserModel user) {
        return ask("users", "canView", UserModel.class, user);
    }

    /** @return whether the administrator may map the role to client scopes */
    boolean canMapToScope(RoleModel role) {
        return ask("roles", "canMapClientScope", RoleModel.class, role);
    }

    private boolean ask(String part, String question) {
        return ask(part, question, null, null);
    }

    private <T> boolean ask(String part, String question, @Nullable Class<T> about, @Nullable T subject) {
        if (type == null || evaluator == null) {
            return false;
        }
        try {
            Method partOf = type.getMethod(part);
            Class<?>[] types = about == null ? new Class<?>[0] : new Class<?>[] {about};
            Object[] arguments = about == null ? new Object[0] : new Object[] {subject};
            Method asked = partOf.getReturnType().getMethod(question, types);
            return (boolean) call(asked, call(partOf, evaluator), arguments);
        } catch (ReflectiveOperationException e) {
            unanswered(part + "." + question, e);
            return false;
        }
    }

    private static void unanswered(String question, ReflectiveOperationException e) {
        LOG.errorf(e, "This server does not say what administrators may do (%s). They may do nothing there", question);
    }

    private static Object call(Method method, @Nullable Object target, Object... arguments)
            throws ReflectiveOperationException {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            throw e;
        }
    }
}
