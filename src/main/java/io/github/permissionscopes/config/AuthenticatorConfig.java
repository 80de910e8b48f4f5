package io.github.permissionscopes.config;

import java.util.List;
import java.util.Map;

/** The keys of the authenticator's config. */
public final class AuthenticatorConfig {

    public static final String REFUSAL = "refusal";
    public static final String NOTICE = "notice";

    private AuthenticatorConfig() {}

    /** @return what cannot be read in it */
    public static List<String> problems(Map<String, String> config) {
        return new ConfigProblems(config)
                .oneOf(REFUSAL, SwitchConfig.REFUSAL_VALUES, "The step refuses as the realm does.")
                .flag(NOTICE, "The step asks for no notice.")
                .noOthersThan(List.of(REFUSAL, NOTICE))
                .found();
    }
}
