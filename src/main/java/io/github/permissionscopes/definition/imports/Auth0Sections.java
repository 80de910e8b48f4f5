package io.github.permissionscopes.definition.imports;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sections of an Auth0 tenant that a bundle cannot express, by the names that the deploy tool and the Management
 * API use.
 */
final class Auth0Sections {

    /** The reason why a section is not carried over, by its name. */
    static final Map<String, String> REASONS = reasons();

    private Auth0Sections() {}

    private static Map<String, String> reasons() {
        Map<String, String> reasons = new HashMap<>();
        put(
                reasons,
                "Users are not imported, nor are permissions that they have without a role. Give the users the roles in Keycloak;"
                        + " for a permission without a role give them the client role of the API.",
                "users",
                "rolesAssignments",
                "user_roles");
        put(
                reasons,
                "Applications are not imported: make them in Keycloak. Which of them may ask for scopes is said by their client"
                        + " grants and by clients of the bundle.",
                "clients",
                "applications");
        put(
                reasons,
                "Not carried over: Keycloak has organizations, but no roles in them. Make the organizations there, and a group or"
                        + " a role where members need permissions.",
                "organizations");
        put(
                reasons,
                "Code of Auth0, which is not carried over. Where it adds or takes away scopes or permissions, nothing is needed"
                        + " here; claims are written by protocol mappers.",
                "rules",
                "rulesConfigs",
                "hooks",
                "actions",
                "actionModules",
                "triggers",
                "forms",
                "flows",
                "flowVaultConnections");
        put(
                reasons,
                "Where users come from, not what they may do: use identity providers or user federation of Keycloak.",
                "connections",
                "databases",
                "connectionProfiles",
                "userAttributeProfiles",
                "selfServiceProfiles");
        put(
                reasons,
                "A setting of the tenant that is not about who gets which scope.",
                "tenant",
                "pages",
                "branding",
                "prompts",
                "customDomains",
                "themes",
                "emailProvider",
                "emailTemplates",
                "phoneProviders",
                "phoneTemplates",
                "logStreams",
                "migrations",
                "guardianFactors",
                "guardianFactorProviders",
                "guardianFactorTemplates",
                "guardianPhoneFactorMessageTypes",
                "guardianPhoneFactorSelectedProvider",
                "guardianPolicies",
                "attackProtection",
                "riskAssessment",
                "riskAssessments",
                "networkACLs",
                "tokenExchangeProfiles",
                "supplementalSignals",
                "scimConfigurations");
        return Map.copyOf(reasons);
    }

    private static void put(Map<String, String> reasons, String reason, String... names) {
        List.of(names).forEach(name -> reasons.put(name, reason));
    }
}
