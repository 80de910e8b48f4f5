# Keycloak with Permission Scopes, built for PostgreSQL, with health and metrics. docs/deploy.md has more.
#   mvn package && docker build -t keycloak-permission-scopes .
ARG KEYCLOAK_IMAGE=quay.io/keycloak/keycloak:26.7.0

FROM ${KEYCLOAK_IMAGE} AS builder
ARG JAR=target/keycloak-permission-scopes-0.1.0.jar
ARG DB=postgres
# What else the server has to know when it is built, for example --features=declarative-ui --http-relative-path=/auth
ARG BUILD_OPTIONS=
COPY ${JAR} /opt/keycloak/providers/
RUN /opt/keycloak/bin/kc.sh build --db=${DB} --health-enabled=true --metrics-enabled=true ${BUILD_OPTIONS}

FROM ${KEYCLOAK_IMAGE}
# All that a build writes.
COPY --from=builder /opt/keycloak/lib/quarkus/ /opt/keycloak/lib/quarkus/
COPY --from=builder /opt/keycloak/providers/ /opt/keycloak/providers/
# As in the official image. A number, so that Kubernetes can tell that it is not root.
USER 1000
ENTRYPOINT ["/opt/keycloak/bin/kc.sh"]
CMD ["start", "--optimized"]
