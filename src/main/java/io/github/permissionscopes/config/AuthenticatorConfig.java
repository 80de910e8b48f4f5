package io.github.permissionscopes.config;

import java.util.List;
import java.util.Map;

/** The keys of the config of the product's authenticator. */
public final class AuthenticatorConfig {

    public static final String REFUSAL = "refusal";
    public static final String NOTICE = "notice";

    private AuthenticatorConfig() {}

    /** @return a description of each value that cannot be read */
    public static List<String> problems(Map<String, String> config) {
        return new ConfigProblems(config)
                .oneOf(REFUSAL, SwitchConfig.REFUSAL_VALUES, "The step refuses as the realm does.")
                .flag(NOTICE, "The step asks for no notice.")
                .noOthersThan(List.of(REFUSAL, NOTICE))
                .found();
    }
}
