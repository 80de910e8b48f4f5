package io.github.permissionscopes.it.framework;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Administrators of the realm with some of the management roles. They end with the test. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface InjectAdministrators {

    /** Of the realm, if the test class has several. */
    String realmRef() default "";
}
