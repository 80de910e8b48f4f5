package io.github.permissionscopes.load;

/** Who takes part, as the cluster's side has set it up. */
final class Parties {

    static final String CLIENT = System.getProperty("load.client");
    static final String RESOURCE_SERVER = System.getProperty("load.resourceServer");
    static final String SECRET = System.getProperty("load.secret");
    static final String PASSWORD = System.getProperty("load.password");
    static final String REALM = "/realms/" + System.getProperty("load.realm");
    static final String OIDC = REALM + "/protocol/openid-connect";
    static final String REDIRECT = System.getProperty("load.redirect");

    /** The user of this session. */
    static final String USER = "#{user}";

    static final String SCOPE = "openid read:contacts delete:contacts";

    private Parties() {}
}
