package io.github.permissionscopes.it.support.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** What every supported server has to pass: {@code mvn verify -Pcompat -Dkeycloak.server=26.4.7}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("compat")
@StandaloneTest
public @interface CompatibilityTest {}
