package io.github.permissionscopes.it.framework;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** One client of the realm. Two of them in a class are told apart by their client IDs. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface InjectOAuthClient {

    /** The client ID. */
    String value();

    /** Whether it sends the secret that all confidential clients of the test realms have. */
    boolean confidential() default false;

    /** Of the realm, if the test class has several. */
    String realmRef() default "";
}
