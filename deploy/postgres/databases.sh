#!/usr/bin/env bash
# Runs once, when PostgreSQL makes its data directory: a database and a role for each service, none of which can read another's.
set -euo pipefail
for service in gateway enrollment claims funding stop-loss; do
    variable="$(tr 'a-z-' 'A-Z_' <<<"$service")_DATABASE_PASSWORD"
    psql --set ON_ERROR_STOP=1 --no-psqlrc --username "$POSTGRES_USER" --dbname postgres \
        --set name="$service" --set password="${!variable:?}" <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
done
