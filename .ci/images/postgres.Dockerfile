# What the official image is to compose.yaml: its variables, and the folder of its data.
FROM permission-scopes/base
COPY --chown=999:999 postgres-entrypoint /usr/local/bin/
RUN install -d -o 999 -g 999 -m 700 /var/lib/postgresql/data && install -d -o 999 -g 999 /var/run/postgresql
VOLUME /var/lib/postgresql/data
USER 999
EXPOSE 5432
STOPSIGNAL SIGINT
ENTRYPOINT ["postgres-entrypoint"]
