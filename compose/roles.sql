-- Run once, by the superuser of a new database (compose.yaml). Nobody but this file uses the superuser afterwards.
\set owner_password `cat /run/secrets/owner_password`
\set server_password `cat /run/secrets/server_password`
-- A file that is not there must not become an empty password: a division by zero ends it.
SELECT 1 / (length(:'owner_password') >= 32)::int, 1 / (length(:'server_password') >= 32)::int;

-- Owns the tables and changes them (wmmm migrate up). It needs no CREATEROLE, since the role of the rows is made here.
CREATE ROLE wmmm_owner LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'owner_password';
-- What servers and workers are: neither owner nor superuser, bound to row-level security.
CREATE ROLE wmmm_server LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'server_password';
-- What each transaction becomes (docs/database.md): wmmm_app_ and the name of the database.
CREATE ROLE wmmm_app_wmmm NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
GRANT wmmm_app_wmmm TO wmmm_owner, wmmm_server;

ALTER DATABASE wmmm OWNER TO wmmm_owner;
REVOKE ALL ON DATABASE wmmm FROM PUBLIC;
GRANT CONNECT ON DATABASE wmmm TO wmmm_server;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
-- Schedules and runs: servers bring these tables up to date themselves.
CREATE SCHEMA wmmm_operations AUTHORIZATION wmmm_server;
