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
 * What an administrator may do, as Keycloak's own REST API decides it: by the roles that the token carries (for a
 * lightweight one, those of its session), and by fine-grained permissions where the realm has them.
 *
 * <p>{@code AdminPermissions.evaluator} answers. It has moved from package {@code permissions} to {@code fgap} in 26.3,
 * so that it can only be called by reflection. Where it cannot be called nobody may do anything.
 */
final class NativeRights {

    private static final Logger LOG = Logger.getLogger(NativeRights.class);

    /** By the role that gives it: part of the evaluator, and its questions. All of them must be answered with yes. */
    private static final Map<String, List<String>> QUESTIONS = Map.of(
            AdminRoles.VIEW_CLIENTS, List.of("clients", "canView", "canViewClientScopes"),
            AdminRoles.MANAGE_CLIENTS, List.of("clients", "canManage", "canManageClientScopes"),
            AdminRoles.VIEW_USERS, List.of("users", "canView"),
            AdminRoles.VIEW_REALM, List.of("realm", "canViewRealm"),
            AdminRoles.MANAGE_REALM, List.of("realm", "canManageRealm"),
            AdminRoles.VIEW_EVENTS, List.of("realm", "canViewEvents"));

    /** {@code AdminPermissionEvaluator}. */
    private final @Nullable Class<?> type;

    private final @Nullable Object evaluator;

    private NativeRights(@Nullable Class<?> type, @Nullable Object evaluator) {
        this.type = type;
        this.evaluator = evaluator;
    }

    /**
     * @return the rights in the session's realm; none for an administrator of neither this realm nor the master realm
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

    /** @param role of the realm's management client, which gives the right; {@code AdminRoles} has the names */
    boolean includes(String role) {
        List<String> questions = QUESTIONS.get(role);
        return questions == null
                ? hasOneRole(role)
                : questions.stream().skip(1).allMatch(question -> ask(questions.get(0), question));
    }

    /** @return whether the token has one of the roles; no fine-grained permission counts */
    boolean hasOneRole(String... roles) {
        if (evaluator == null) {
            return false;
        }
        try {
            // In the interface since 26.2; the class has had it before, but is not public.
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

    /** @return whether a client scope may be mapped to the role */
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
