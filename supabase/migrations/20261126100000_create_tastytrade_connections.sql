-- A link to the broker: whose OAuth client it goes through, and whether the broker still lets us read.
create table public.tastytrade_connections (
  id uuid primary key,  -- chosen by the caller, because what opens the broker is sealed to it before it is stored
  user_id uuid not null references auth.users on delete cascade,
  kind text not null check (kind in ('personal', 'partner')),
  state text not null default 'linked' check (state in ('linked', 'reconnect_needed')),
  refusals integer not null default 0 check (refusals >= 0),
  refused_since timestamptz,
  last_refused_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check ((refusals = 0) = (refused_since is null)),
  check ((refusals = 0) = (last_refused_at is null)),
  unique (id, user_id)  -- what the composite foreign keys of secrets and syncs point at
);
comment on table public.tastytrade_connections is
  'A link of one user to the broker; what opens it is in broker_secrets. No row: never linked, or unlinked.';
comment on column public.tastytrade_connections.kind is
  'personal: the user''s own OAuth client; partner: ours.';
comment on column public.tastytrade_connections.state is
  'reconnect_needed once the broker refused the grant several times in a row, some minutes apart.';
comment on column public.tastytrade_connections.refusals is 'How often in a row; 0 while the broker lets us in.';

create index tastytrade_connections_user_id_created_at_idx on public.tastytrade_connections (user_id, created_at);

alter table public.tastytrade_connections enable row level security;
revoke all on public.tastytrade_connections from public, anon, authenticated, service_role;
-- Deleting is unlinking: secrets and syncs go with the row, in the same step.
grant select, delete on public.tastytrade_connections to authenticated;
grant select, update (state, refusals, refused_since, last_refused_at, updated_at)
  on public.tastytrade_connections to service_role;
create policy "Users read their own links" on public.tastytrade_connections
  for select to authenticated using (user_id = (select auth.uid()));
create policy "Users unlink what is theirs" on public.tastytrade_connections
  for delete to authenticated using (user_id = (select auth.uid()));

alter table public.audit_log
  drop constraint audit_log_kind_check,
  add constraint audit_log_kind_check check (kind in (
    'sign_in', 'email_confirmed', 'email_changed', 'password_changed', 'preferences_changed',
    'account_added', 'account_changed', 'account_deleted', 'imported', 'exported', 'deletion_requested', 'deleted',
    'broker_linked', 'broker_refused', 'broker_unlinked'
  ));

create function public.note_connection() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  link public.tastytrade_connections := case tg_op when 'DELETE' then old else new end;
  happened text := case
    when tg_op = 'DELETE' then 'broker_unlinked' when new.state = 'linked' then 'broker_linked' else 'broker_refused' end;
begin
  insert into public.audit_log (user_id, kind, detail)
  values (link.user_id, happened, jsonb_build_object('connection_id', link.id));
  return null;
end
$$;
comment on function public.note_connection is
  'Write down that a link was made or made anew, that the broker refuses it, or that it was taken back.';
revoke all on function public.note_connection from public, anon, authenticated, service_role;

create trigger note_connection after insert or delete on public.tastytrade_connections
  for each row execute function public.note_connection();
create trigger note_connection_state after update of state on public.tastytrade_connections
  for each row when (old.state <> new.state) execute function public.note_connection();
