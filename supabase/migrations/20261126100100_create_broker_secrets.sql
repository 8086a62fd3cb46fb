-- What opens a user's accounts at the broker, sealed (AES-256-GCM, to table, column, row and user). Nobody but the
-- service reads it: a user's own token must not, or a stolen session would be worth a grant that never expires.
create table public.broker_secrets (
  connection_id uuid primary key,
  user_id uuid not null,
  client_secret text not null check (client_secret ~ '^v1\.' and length(client_secret) <= 4096),
  refresh_token text not null check (refresh_token ~ '^v1\.' and length(refresh_token) <= 8192),
  updated_at timestamptz not null default now(),
  foreign key (connection_id, user_id) references public.tastytrade_connections (id, user_id) on delete cascade
);
comment on table public.broker_secrets is
  'Sealed grants, one per link. No grant for users, not even to read; keep_connection writes for them.';
comment on column public.broker_secrets.client_secret is 'Sealed text; a check keeps a clear one out.';
comment on column public.broker_secrets.refresh_token is 'Sealed text; a check keeps a clear one out.';

create index broker_secrets_user_id_idx on public.broker_secrets (user_id);

alter table public.broker_secrets enable row level security;
revoke all on public.broker_secrets from public, anon, authenticated, service_role;
grant select, update (client_secret, refresh_token, updated_at) on public.broker_secrets to service_role;

create function public.broker_grant(p_connection uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('client_secret', s.client_secret, 'refresh_token', s.refresh_token)
  from public.broker_secrets as s where s.connection_id = p_connection
$$;
comment on function public.broker_grant is 'The sealed texts of one link; null when it is gone.';
revoke all on function public.broker_grant from public, anon, authenticated, service_role;
grant execute on function public.broker_grant to service_role;

-- Compared and replaced in one step: a user who links anew while keys are rotated is not overwritten.
create function public.reseal_grant(
  p_connection uuid, p_client_secret text, p_refresh_token text, p_new_client_secret text, p_new_refresh_token text
) returns boolean
language plpgsql volatile security invoker set search_path = '' as $$
begin
  update public.broker_secrets as s
  set client_secret = p_new_client_secret, refresh_token = p_new_refresh_token, updated_at = now()
  where s.connection_id = p_connection and s.client_secret = p_client_secret and s.refresh_token = p_refresh_token;
  return found;
end
$$;
comment on function public.reseal_grant is
  'Put newly sealed texts where the old ones still are; says whether they were.';
revoke all on function public.reseal_grant from public, anon, authenticated, service_role;
grant execute on function public.reseal_grant to service_role;

create function public.refuse_connection(p_connection uuid, p_at timestamptz) returns integer
language plpgsql volatile security invoker set search_path = '' as $$
declare
  in_a_row integer;
begin
  update public.tastytrade_connections as c
  set refusals = c.refusals + 1, refused_since = coalesce(c.refused_since, p_at), last_refused_at = p_at
  where c.id = p_connection and (c.last_refused_at is null or p_at >= c.last_refused_at + interval '10 minutes');
  select c.refusals into in_a_row from public.tastytrade_connections as c where c.id = p_connection;
  if not found then
    raise sqlstate 'PT404' using message = 'connection_not_found';
  end if;
  return in_a_row;
end
$$;
comment on function public.refuse_connection is
  'Count a refusal of the grant, at most one in ten minutes; says how many there were in a row.';
revoke all on function public.refuse_connection from public, anon, authenticated, service_role;
grant execute on function public.refuse_connection to service_role;

create function public.accept_connection(p_connection uuid) returns void
language sql volatile security invoker set search_path = '' as $$
  update public.tastytrade_connections as c
  set state = 'linked', refusals = 0, refused_since = null, last_refused_at = null, updated_at = now()
  where c.id = p_connection and (c.refusals > 0 or c.state <> 'linked')
$$;
comment on function public.accept_connection is 'Forget the refusals: the broker let us in.';
revoke all on function public.accept_connection from public, anon, authenticated, service_role;
grant execute on function public.accept_connection to service_role;

create function public.revoke_connection(p_connection uuid) returns uuid
language sql volatile security invoker set search_path = '' as $$
  update public.tastytrade_connections as c set state = 'reconnect_needed', updated_at = now()
  where c.id = p_connection and c.state = 'linked'
  returning c.user_id
$$;
comment on function public.revoke_connection is
  'Mark a link as to be made anew; names its user the first time, nobody after that.';
revoke all on function public.revoke_connection from public, anon, authenticated, service_role;
grant execute on function public.revoke_connection to service_role;
