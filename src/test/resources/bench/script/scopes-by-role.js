var Collectors = Java.type("java.util.stream.Collectors");
var RoleUtils = Java.type("org.keycloak.models.utils.RoleUtils");

var names = RoleUtils.getDeepUserRoleMappings(user).stream()
    .map(function (role) { return role.getName(); })
    .collect(Collectors.toSet());
var scopes = token.getScope().split(" ").filter(function (scope) {
    return scope.indexOf("open:") !== 0 || names.contains(scope.replace("open:", "read:"));
});
token.setScope(scopes.join(" "));
