package io.github.permissionscopes.it.coverage;

/** A way to a token: a grant, a login path, or a circumstance that changes either. */
public enum Route {
    CODE("authorization code"),
    CODE_CONSENT("authorization code, with consent"),
    PAR("code, pushed request (PAR)"),
    JAR("code, request object (JAR)"),
    IMPLICIT("implicit"),
    HYBRID("hybrid"),
    PASSWORD("password"),
    CLIENT_CREDENTIALS("client credentials"),
    REFRESH("refresh"),
    OFFLINE("offline refresh"),
    DEVICE("device, without consent"),
    DEVICE_CONSENT("device, with consent"),
    CIBA_POLL("CIBA, poll"),
    CIBA_PING("CIBA, ping"),
    TOKEN_EXCHANGE("token exchange"),
    LEGACY_EXCHANGE("legacy token exchange"),
    EXTERNAL_EXCHANGE("legacy exchange of an external token"),
    JWT_GRANT("JWT authorization grant"),
    UMA("UMA ticket"),
    PRE_AUTHORIZED_CODE("pre-authorized code"),
    SINGLE_SIGN_ON("single sign-on"),
    PROMPT_NONE("`prompt=none`"),
    STEP_UP("step-up (`acr_values`)"),
    REGISTRATION("registration"),
    RESET_CREDENTIALS("reset credentials"),
    FIRST_BROKER_LOGIN("first brokered login"),
    LATER_BROKER_LOGIN("later brokered login"),
    POST_BROKER_FLOW("post-broker flow"),
    REQUIRED_ACTION("required action in the login"),
    EMAIL_LINK("link in an e-mail"),
    IMPERSONATION("impersonation, then single sign-on"),
    FLOW_OVERRIDE("client with its own flow"),
    NO_AUTHENTICATOR("flow without our authenticator"),
    NO_MAPPER("client without our mapper"),
    OWN_SCOPES("client with further scopes of its own"),
    DEFAULT_SCOPE("protected default scope"),
    FULL_SCOPE_ON("full scope allowed"),
    FULL_SCOPE_OFF("full scope not allowed"),
    LIGHTWEIGHT("lightweight access token"),
    PARAMETERIZED("parameterized scopes (feature on)"),
    ORGANIZATION("organizations on");

    private final String title;

    Route(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
