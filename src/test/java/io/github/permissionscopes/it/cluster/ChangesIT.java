package io.github.permissionscopes.it.cluster;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.cluster.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.keycloak.admin.client.resource.RoleScopeResource;

/** What an administrator changes at one node counts in the next token of the other one. */
@ClusterTest
class ChangesIT {

    private static final String BOTH = "openid read:contacts delete:contacts";
    private static final String CRM = "crm-api";
    private static final String READ_CUSTOMERS = "read:customers";

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.running();

    private final Spread spread = new Spread(CLUSTER);
    private final RealmAdmin admin = CLUSTER.admin();

    @Test
    void aRoleOfAUser() {
        spread.of("nora", BOTH)
                .isGrantedBy(READ_CONTACTS, node -> at(node).give("nora", CONTACTS_API, READ_CONTACTS))
                .isRefusedBy(node -> at(node).take("nora", CONTACTS_API, READ_CONTACTS));
    }

    @Test
    void aRoleOfAGroup() {
        String group = admin.groups().create(null, "readers");
        admin.groups().join("nora", group);
        spread.of("nora", BOTH)
                .isGrantedBy(READ_CONTACTS, node -> at(node).groups().give(group, CONTACTS_API, READ_CONTACTS))
                .isRefusedBy(node -> ofGroup(node, group)
                        .remove(List.of(at(node).permissions().get(CONTACTS_API, READ_CONTACTS))));
    }

    private static RoleScopeResource ofGroup(Node node, String group) {
        return node.realm()
                .groups()
                .group(group)
                .roles()
                .clientLevel(at(node).clients().id(CONTACTS_API));
    }

    @Test
    void aUserOfAGroup() {
        String group = admin.groups().create(null, "readers");
        admin.groups().give(group, CONTACTS_API, READ_CONTACTS);
        spread.of("nora", BOTH)
                .isGrantedBy(READ_CONTACTS, node -> at(node).groups().join("nora", group))
                .isRefusedBy(node -> at(node).user("nora").leaveGroup(group));
    }

    @Test
    void aPartOfARole() {
        admin.roles().create("reader");
        admin.giveRole("nora", "reader");
        spread.of("nora", BOTH)
                .isGrantedBy(READ_CONTACTS, node -> at(node).roles().compose("reader", CONTACTS_API, READ_CONTACTS))
                .isRefusedBy(node -> node.realm()
                        .roles()
                        .get("reader")
                        .deleteComposites(List.of(at(node).permissions().get(CONTACTS_API, READ_CONTACTS))));
    }

    @Test
    void aRoleItself() {
        spread.of("nora", "openid " + READ_CUSTOMERS)
                .isGrantedBy(READ_CUSTOMERS, node -> {
                    RealmAdmin there = at(node);
                    if (!there.scopes().names().contains(READ_CUSTOMERS)) {
                        admin.createScope(READ_CUSTOMERS, EveryGrantClient.ID, Map.of());
                    }
                    there.permissions().create(CONTACTS_API, READ_CUSTOMERS);
                    there.give("nora", CONTACTS_API, READ_CUSTOMERS);
                    there.map(READ_CUSTOMERS, CONTACTS_API, READ_CUSTOMERS);
                })
                .isRefusedBy(node -> at(node).permissions().delete(CONTACTS_API, READ_CUSTOMERS));
    }

    @Test
    void aMappingOfAScope() {
        spread.of("anna", BOTH)
                .isGrantedBy(READ_CONTACTS, node -> at(node).map(READ_CONTACTS, CONTACTS_API, READ_CONTACTS))
                .isRefusedBy(node -> at(node).unmap(READ_CONTACTS, CONTACTS_API, READ_CONTACTS));
    }

    /** Two roles are mapped to the scope, of which Anna has one. */
    @Test
    void anAttributeOfAScope() {
        spread.of("anna", BOTH)
                .isGrantedBy(DELETE_CONTACTS, node -> matches(node, "any"))
                .isRefusedBy(node -> matches(node, "all"));
    }

    private static void matches(Node node, String match) {
        at(node).scopes().setAttribute(DELETE_CONTACTS, PermissionScopes.MATCH, match);
    }

    @Test
    void anAttributeOfAnApi() {
        spread.of("anna", BOTH)
                .isGrantedBy(READ_CONTACTS, node -> refuses(node, "strip"))
                .isRefusedBy(node -> refuses(node, "reject"));
    }

    private static void refuses(Node node, String refusal) {
        at(node).clients().setAttribute(CONTACTS_API, PermissionScopes.REFUSAL, refusal);
    }

    @Test
    void theSwitch() {
        spread.of("anna", BOTH)
                .isGrantedBy(DELETE_CONTACTS, node -> at(node).turnSwitch(false))
                .isRefusedBy(node -> at(node).turnSwitch(true));
    }

    @Test
    void aSetting() {
        spread.of("anna", BOTH)
                .isGrantedBy(DELETE_CONTACTS, node -> at(node).configure(Map.of("mode", "report")))
                .isRefusedBy(node -> at(node).configure(Map.of("mode", "enforce")));
    }

    @Test
    void aDefinition() {
        try {
            spread.of("anna", "openid " + READ_CUSTOMERS)
                    .isGrantedBy(READ_CUSTOMERS, node -> define(node, READ_CONTACTS))
                    .isRefusedBy(node -> define(node, DELETE_CONTACTS));
        } finally {
            CLUSTER.a().administration().delete("apis/" + CRM);
        }
    }

    /** An API with a scope that is for this permission of another API. */
    private static void define(Node node, String permission) {
        assertThat(node.administration()
                        .define(
                                CRM,
                                """
                                name: Customers
                                clients: [%s]
                                scopes:
                                  - name: %s
                                    description: See your customers
                                    roles: [{client: %s, role: "%s"}]
                                """
                                        .formatted(EveryGrantClient.ID, READ_CUSTOMERS, CONTACTS_API, permission))
                        .status())
                .isBetween(200, 201);
    }

    private static RealmAdmin at(Node node) {
        return CLUSTER.admin(node);
    }
}
