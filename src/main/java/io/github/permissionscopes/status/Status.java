package io.github.permissionscopes.status;

import io.github.permissionscopes.BuildInfo;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.config.RealmSwitch;
import io.github.permissionscopes.config.SwitchConfig;
import io.github.permissionscopes.config.SwitchEntries;
import io.github.permissionscopes.decision.Settings;
import io.github.permissionscopes.explain.Holders;
import io.github.permissionscopes.realm.ScopeProtocols;
import io.github.permissionscopes.server.EnforcementPoint;
import io.github.permissionscopes.server.EnforcementPoints;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.keycloak.common.Version;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The state of the product in a realm.
 *
 * @param enabled whether the switch is on
 * @param settings by the key of the required action's config
 * @param versions of the product and of the server
 * @param seams the enforcement points on this server
 * @param total the number of findings
 * @param counts the number of findings per code
 * @param findings the first {@value #MOST_FINDINGS}, the most severe first
 */
public record Status(
        boolean enabled,
        Map<String, Object> settings,
        Map<String, String> versions,
        List<EnforcementPoint> seams,
        int total,
        Map<String, Long> counts,
        List<Finding> findings) {

    static final int MOST_FINDINGS = 1000;

    /** Reads every client scope, client and role of the realm once. */
    public static Status of(KeycloakSession session, RealmModel realm) {
        List<EnforcementPoint> seams = EnforcementPoints.of(session.getKeycloakSessionFactory());
        List<Finding> findings = new ArrayList<>(Reading.in(session, realm, Status::findings));
        seams.stream()
                .filter(point -> !point.live())
                .map(point -> FindingCode.REPLACED_SEAM.about(
                        FoundObject.of(point),
                        "The server asks " + point.provider() + " for " + point.kind() + " " + point.id()
                                + ", and not this product."))
                .forEach(findings::add);
        int switches = SwitchEntries.of(realm).size();
        if (switches > 1) {
            findings.add(FindingCode.DUPLICATE_SWITCH.about(
                    FoundObject.of(realm),
                    "The required action " + PermissionScopes.REQUIRED_ACTION_ID + " is registered " + switches
                            + " times."));
        }
        if (!RealmSwitch.isOn(realm)) {
            findings.add(FindingCode.SWITCH_OFF.about(
                    FoundObject.of(realm), "The required action Permission Scopes is not enabled."));
        }
        findings.sort(Finding.ORDER);
        return new Status(
                RealmSwitch.isOn(realm),
                settings(RealmSwitch.configured(realm)),
                Map.of("product", BuildInfo.VERSION, "server", Version.VERSION),
                seams,
                findings.size(),
                findings.stream()
                        .collect(Collectors.groupingBy(finding -> finding.code(), TreeMap::new, Collectors.counting())),
                findings.subList(0, Math.min(findings.size(), MOST_FINDINGS)));
    }

    private static List<Finding> findings(KeycloakSession session, RealmModel realm) {
        Reading.everyClientScope(session, realm);
        List<ScopeFacts> scopes = realm.getClientScopesStream()
                .filter(ScopeProtocols::areJudged)
                .map(scope -> ScopeFacts.of(scope))
                .toList();
        List<ClientFacts> clients =
                realm.getClientsStream().map(client -> ClientFacts.of(client)).toList();
        Set<String> assigned = clients.stream().flatMap(ClientFacts::assigned).collect(Collectors.toSet());
        Set<String> optional =
                clients.stream().flatMap(client -> client.optional().stream()).collect(Collectors.toSet());
        Map<String, ScopeFacts> protectedScopes = scopes.stream()
                .filter(scope -> scope.isProtected())
                .collect(Collectors.toMap(scope -> scope.scope().getId(), scope -> scope));
        List<Finding> findings = new ArrayList<>();
        new ScopeFindings(scopes, assigned, optional, new Holders(session, realm))
                .find()
                .forEach(findings::add);
        new ClientFindings(realm, clients, protectedScopes).find().forEach(findings::add);
        new NameFindings(realm, clients, scopes).find().forEach(findings::add);
        new FlowFindings(session, realm, scopes).find().forEach(findings::add);
        new ConfigFindings(realm, clients, scopes).find().forEach(findings::add);
        return findings;
    }

    private static Map<String, Object> settings(Settings settings) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(SwitchConfig.MODE, SwitchConfig.value(settings.mode()));
        values.put(SwitchConfig.REFUSAL, SwitchConfig.value(settings.refusal()));
        values.put(
                SwitchConfig.REPORT_ONLY_APIS,
                settings.reportOnlyApis().stream().sorted().toList());
        values.put(SwitchConfig.NOTICE, settings.notice());
        values.put(SwitchConfig.TELL_CLIENT, settings.tellClient());
        return values;
    }
}
