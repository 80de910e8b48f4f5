package io.github.permissionscopes.it.framework;

import java.lang.annotation.Annotation;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.testframework.injection.DependenciesBuilder;
import org.keycloak.testframework.injection.Dependency;
import org.keycloak.testframework.injection.InstanceContext;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.injection.RequestedInstance;
import org.keycloak.testframework.injection.Supplier;
import org.keycloak.testframework.realm.ManagedRealm;

/**
 * Injects values of one type that belong to a realm, and end with it.
 *
 * @param <T> the type
 * @param <A> the annotation of the test's field
 */
final class OfRealm<T, A extends Annotation> implements Supplier<T, A> {

    /** What a value is made of. */
    record Server(ManagedRealm realm, Keycloak keycloak) {}

    private final Class<T> type;
    private final Class<A> annotation;
    private final Function<A, String> realmRef;
    private final BiFunction<A, Server, T> create;

    OfRealm(Class<T> type, Class<A> annotation, Function<A, String> realmRef, BiFunction<A, Server, T> create) {
        this.type = type;
        this.annotation = annotation;
        this.realmRef = realmRef;
        this.create = create;
    }

    @Override
    public Class<T> getValueType() {
        return type;
    }

    @Override
    public Class<A> getAnnotationClass() {
        return annotation;
    }

    @Override
    public List<Dependency> getDependencies(RequestedInstance<T, A> field) {
        return DependenciesBuilder.create(ManagedRealm.class, realmRef.apply(field.getAnnotation()))
                .add(Keycloak.class)
                .build();
    }

    /** Two fields of one type are two values if their annotations differ. */
    @Override
    public String getRef(A field) {
        return field.toString();
    }

    @Override
    public LifeCycle getDefaultLifecycle() {
        return LifeCycle.CLASS;
    }

    @Override
    public T getValue(InstanceContext<T, A> field) {
        ManagedRealm realm = field.getDependency(ManagedRealm.class, realmRef.apply(field.getAnnotation()));
        return create.apply(field.getAnnotation(), new Server(realm, field.getDependency(Keycloak.class)));
    }

    @Override
    public boolean compatible(InstanceContext<T, A> before, RequestedInstance<T, A> field) {
        return before.getAnnotation().equals(field.getAnnotation());
    }
}
