package io.github.permissionscopes.it.support.admin;

/** A bundle with an API, roles and a group, which refers to what the test realm has. */
public final class SalesBundle {

    public static final String YAML =
            """
            apis:
              - clientId: crm-api
                name: Customers
                identifier: https://crm.example
                clients: [contacts-app]
                scopes:
                  - name: read:customers
                    description: See your customers
                  - name: delete:customers
                    description: Delete your customers
            roles:
              - name: employee
                permissions:
                  timesheets-api: [read:timesheets, create:timesheets]
                  crm-api: [read:customers]
              - name: sales
                description: Sells
                permissions:
                  crm-api: [read:customers, delete:customers]
            groups:
              - path: /sales/emea
                roles: [sales]
            """;

    private SalesBundle() {}
}
