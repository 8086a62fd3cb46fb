-- What hosted Supabase gives before a project's first migration; runs once, as superuser, on a new cluster.
-- The auth tables are those of GoTrue v2.19x, column for column.
create role anon                nologin noinherit;
create role authenticated       nologin noinherit;
create role service_role        nologin noinherit bypassrls;
create role authenticator       login   noinherit password :'authenticator_password';
create role postgres            login createdb createrole replication bypassrls password :'postgres_password';   -- NOT superuser, as on hosted
create role supabase_auth_admin login   noinherit createrole password :'auth_password';
grant anon, authenticated, service_role to authenticator;
grant anon, authenticated, service_role to postgres with admin option;
grant pg_monitor, pg_read_all_data, pg_signal_backend to postgres with admin option;
do $$ begin execute format('alter database %I owner to postgres', current_database()); end $$;   -- public belongs to pg_database_owner (PG15+)
alter role anon          set statement_timeout = '3s';
alter role authenticated set statement_timeout = '8s';
alter role authenticator set statement_timeout = '8s';
alter role authenticator set lock_timeout = '8s';

create schema extensions; grant usage on schema extensions to public; grant create on schema extensions to postgres;
create schema auth authorization supabase_auth_admin;
grant usage on schema auth to anon, authenticated, service_role, postgres;
alter role supabase_auth_admin set search_path = auth;
do $$ begin execute format('alter database %I set search_path = "$user", public, extensions', current_database()); end $$;
do $$ declare e text; begin
  foreach e in array array['pgcrypto','uuid-ossp','pg_trgm','citext'] loop
    if exists (select from pg_available_extensions where name = e) then execute format('create extension if not exists %I schema extensions', e); end if;
  end loop; end $$;

-- Strict, like hosted since 2026-05-30 (new projects) / 2026-10-30 (all): nothing in public is reachable through the API without an
-- explicit GRANT. Functions are made stricter still (no EXECUTE for PUBLIC), so a migration that works here works on either setting.
grant usage on schema public to anon, authenticated, service_role;
alter default privileges for role postgres revoke execute on functions from public;

set role supabase_auth_admin;
create type auth.aal_level as enum ('aal1','aal2','aal3');
create type auth.code_challenge_method as enum ('s256','plain');
create type auth.one_time_token_type as enum ('confirmation_token','reauthentication_token','recovery_token','email_change_token_new','email_change_token_current','phone_change_token');
create table auth.users (
  instance_id uuid, id uuid primary key, aud varchar(255), role varchar(255), email varchar(255), encrypted_password varchar(255),
  email_confirmed_at timestamptz, invited_at timestamptz, confirmation_token varchar(255), confirmation_sent_at timestamptz,
  recovery_token varchar(255), recovery_sent_at timestamptz, email_change_token_new varchar(255), email_change varchar(255),
  email_change_sent_at timestamptz, last_sign_in_at timestamptz, raw_app_meta_data jsonb, raw_user_meta_data jsonb, is_super_admin bool,
  created_at timestamptz, updated_at timestamptz, phone text unique default null, phone_confirmed_at timestamptz, phone_change text default '',
  phone_change_token varchar(255) default '', phone_change_sent_at timestamptz,
  confirmed_at timestamptz generated always as (least(email_confirmed_at, phone_confirmed_at)) stored,
  email_change_token_current varchar(255) default '', email_change_confirm_status smallint default 0 check (email_change_confirm_status between 0 and 2),
  banned_until timestamptz, reauthentication_token varchar(255) default '', reauthentication_sent_at timestamptz,
  is_sso_user bool not null default false, deleted_at timestamptz, is_anonymous bool not null default false);
create unique index users_email_partial_key on auth.users(email) where is_sso_user = false;
create table auth.identities (
  provider_id text not null, user_id uuid not null references auth.users(id) on delete cascade, identity_data jsonb not null, provider text not null,
  last_sign_in_at timestamptz, created_at timestamptz, updated_at timestamptz,
  email text generated always as (lower(identity_data->>'email')) stored, id uuid primary key default gen_random_uuid(), unique (provider_id, provider));
create index on auth.identities(user_id);
create table auth.sessions (
  id uuid primary key, user_id uuid not null references auth.users(id) on delete cascade, created_at timestamptz, updated_at timestamptz, factor_id uuid,
  aal auth.aal_level, not_after timestamptz, refreshed_at timestamp, user_agent text, ip inet, tag text, oauth_client_id uuid,
  refresh_token_hmac_key text, refresh_token_counter bigint, scopes text);
create index on auth.sessions(user_id);
create table auth.refresh_tokens (
  instance_id uuid, id bigserial primary key, token varchar(255) unique, user_id varchar(255), revoked bool, created_at timestamptz, updated_at timestamptz,
  parent varchar(255), session_id uuid references auth.sessions(id) on delete cascade);
create index on auth.refresh_tokens(session_id, revoked); create index on auth.refresh_tokens(parent);
create table auth.one_time_tokens (
  id uuid primary key default gen_random_uuid(), user_id uuid not null references auth.users(id) on delete cascade, token_type auth.one_time_token_type not null,
  token_hash text not null check (char_length(token_hash) > 0), relates_to text not null, created_at timestamp not null default now(),
  updated_at timestamp not null default now(), unique (user_id, token_type));
create index on auth.one_time_tokens using hash (token_hash);
create table auth.flow_state (
  id uuid primary key, user_id uuid, auth_code text, code_challenge_method auth.code_challenge_method, code_challenge text, provider_type text not null,
  provider_access_token text, provider_refresh_token text, created_at timestamptz, updated_at timestamptz, authentication_method text not null,
  auth_code_issued_at timestamptz, invite_token text, referrer text, oauth_client_state_id uuid, linking_target_id uuid, email_optional bool not null default false);
create table auth.mfa_amr_claims (session_id uuid not null references auth.sessions(id) on delete cascade, created_at timestamptz not null, updated_at timestamptz not null,
  authentication_method text not null, id uuid primary key default gen_random_uuid(), unique (session_id, authentication_method));
create table auth.audit_log_entries (instance_id uuid, id uuid primary key, payload json, created_at timestamptz, ip_address varchar(64) not null default '');
create function auth.uid() returns uuid language sql stable as $$
  select coalesce(nullif(current_setting('request.jwt.claim.sub', true), ''),
    (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'))::uuid $$;
create function auth.role() returns text language sql stable as $$
  select coalesce(nullif(current_setting('request.jwt.claim.role', true), ''),
    (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role'))::text $$;
create function auth.email() returns text language sql stable as $$
  select coalesce(nullif(current_setting('request.jwt.claim.email', true), ''),
    (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email'))::text $$;
create function auth.jwt() returns jsonb language sql stable as $$
  select coalesce(nullif(current_setting('request.jwt.claim', true), ''), nullif(current_setting('request.jwt.claims', true), ''))::jsonb $$;
reset role;
do $$ declare t text; begin for t in select tablename from pg_tables where schemaname='auth' loop execute format('alter table auth.%I enable row level security', t); end loop; end $$;
grant execute on all functions in schema auth to anon, authenticated, service_role, postgres;
grant all on all tables in schema auth to postgres; grant all on all sequences in schema auth to postgres;

-- schema cache auto-reload on DDL, as hosted does
create function extensions.pgrst_ddl_watch() returns event_trigger language plpgsql as $$ begin notify pgrst, 'reload schema'; end $$;
create event trigger pgrst_ddl_watch on ddl_command_end execute function extensions.pgrst_ddl_watch();
create event trigger pgrst_drop_watch on sql_drop execute function extensions.pgrst_ddl_watch();
