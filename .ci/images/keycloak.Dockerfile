# What the official image of this version is to its users: Keycloak in /opt/keycloak, user 1000, kc.sh, three ports.
FROM permission-scopes/base
COPY cacerts /etc/ssl/certs/java/cacerts
COPY --chown=1000:0 keycloak /opt/keycloak
ENV KC_RUN_IN_CONTAINER=true
USER 1000
EXPOSE 8080 8443 9000
ENTRYPOINT ["/opt/keycloak/bin/kc.sh"]
