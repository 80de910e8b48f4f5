package io.github.permissionscopes.it.framework;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The product's administration of the realm, called by an administrator of the master realm, who may do everything. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface InjectAdministration {

    /** Of the realm, if the test class has several. */
    String realmRef() default "";
}
