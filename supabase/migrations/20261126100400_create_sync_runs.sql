-- One sync, which may take many calls: where it is to go on, and what it did (docs/decisions/0025).
create table public.sync_runs (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null,
  user_id uuid not null,
  kind text not null check (kind in ('backfill', 'incremental', 'reread')),
  state text not null default 'running' check (state in ('running', 'done', 'failed')),
  first_day date not null,
  last_day date not null,
  window_first date not null,
  window_last date not null,
  next_offset integer not null default 0 check (next_offset >= 0),
  version_before bigint not null check (version_before >= 0),
  rows_read integer not null default 0 check (rows_read >= 0),
  rows_new integer not null default 0 check (rows_new >= 0),
  rows_changed integer not null default 0 check (rows_changed >= 0),
  rows_withdrawn integer not null default 0 check (rows_withdrawn >= 0),
  underlyings text[] not null default '{}',
  error jsonb check (jsonb_typeof(error) = 'object' and pg_column_size(error) <= 8192),
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  check (first_day <= last_day and window_first <= window_last),
  check ((state = 'running') = (ended_at is null)),
  foreign key (account_id, user_id) references public.tastytrade_accounts (id, user_id) on delete cascade
);
comment on table public.sync_runs is
  'Syncs of an account, the last 200 of each; at most one is running. They stay when the account syncs no more.';
comment on column public.sync_runs.state is 'failed: ended without having read everything, because it was unlinked.';
comment on column public.sync_runs.first_day is 'First broker day to read; the last is last_day, both included.';
comment on column public.sync_runs.window_first is 'First broker day of the window that is being read.';
comment on column public.sync_runs.next_offset is
  'Next page of the window, from 0: every page before it, and every window before this one, is stored.';
comment on column public.sync_runs.version_before is
  'The account''s rows_version when the run began; a greater one at its end says that the books are out of date.';
comment on column public.sync_runs.underlyings is 'Those of new, changed and withdrawn rows.';
comment on column public.sync_runs.error is 'Why the last try failed: code and message.';

create unique index sync_runs_running_idx on public.sync_runs (account_id) where state = 'running';
create index sync_runs_account_id_started_at_idx on public.sync_runs (account_id, started_at desc);
create index sync_runs_user_id_idx on public.sync_runs (user_id);

alter table public.sync_runs enable row level security;
revoke all on public.sync_runs from public, anon, authenticated, service_role;
grant select on public.sync_runs to authenticated;
grant
  select, delete,
  insert (account_id, user_id, kind, first_day, last_day, window_first, window_last, version_before),
  update (
    state, window_first, window_last, next_offset, rows_read, rows_new, rows_changed, rows_withdrawn, underlyings,
    error, ended_at
  )
  on public.sync_runs to service_role;
create policy "Users read their own syncs" on public.sync_runs
  for select to authenticated using (user_id = (select auth.uid()));

create function public.end_sync_runs() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.sync_runs set
    state = 'failed', ended_at = now(),
    error = jsonb_build_object('code', 'unlinked', 'message', 'The account was unlinked while it was being read.')
  where account_id = old.account_id and state = 'running';
  return null;
end
$$;
comment on function public.end_sync_runs is 'End the run of an account that syncs no more.';
revoke all on function public.end_sync_runs from public, anon, authenticated, service_role;

create trigger end_sync_runs after delete on public.account_syncs
  for each row execute function public.end_sync_runs();

create function public.list_sync_runs(p_account uuid) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
begin
  perform from public.tastytrade_accounts as a where a.id = p_account;
  if not found then
    raise sqlstate 'PT404' using message = 'account_not_found';
  end if;
  return (
    select coalesce(jsonb_agg(to_jsonb(r) order by r.started_at desc, r.id), '[]')
    from (
      select r.* from public.sync_runs as r where r.account_id = p_account
      order by r.started_at desc, r.id limit 100
    ) as r
  );
end
$$;
comment on function public.list_sync_runs is 'The last hundred syncs of one of the caller''s accounts, newest first.';
revoke all on function public.list_sync_runs from public, anon, authenticated, service_role;
grant execute on function public.list_sync_runs to authenticated;

create function public.begin_sync(
  p_account uuid, p_kind text, p_first_day date, p_last_day date, p_window_first date, p_window_last date
) returns jsonb
language plpgsql volatile security invoker set search_path = '' as $$
declare
  owner_id uuid;
  run public.sync_runs;
begin
  -- The changed row is held to the end: of two that begin at once, the second finds the run of the first. Due again
  -- only after a while, so that a run under way is not begun once more, and one that died is.
  update public.account_syncs as s
  set last_tried_at = now(), next_due_at = greatest(s.next_due_at, now() + interval '15 minutes')
  where s.account_id = p_account returning s.user_id into owner_id;
  if not found then
    raise sqlstate 'PT404' using message = 'account_not_found';
  end if;
  select r.* into run from public.sync_runs as r where r.account_id = p_account and r.state = 'running';
  if not found then
    insert into public.sync_runs as r (
      account_id, user_id, kind, first_day, last_day, window_first, window_last, version_before
    )
    select p_account, owner_id, p_kind, p_first_day, p_last_day, p_window_first, p_window_last, a.rows_version
    from public.tastytrade_accounts as a where a.id = p_account
    returning r.* into run;
  end if;
  return to_jsonb(run);
end
$$;
comment on function public.begin_sync is 'Take up the run of an account that is under way, else start this one.';
revoke all on function public.begin_sync from public, anon, authenticated, service_role;
grant execute on function public.begin_sync to service_role;

create function public.sync_run_to_write(p_run uuid) returns public.sync_runs
language plpgsql volatile security invoker set search_path = '' as $$
declare
  run public.sync_runs;
begin
  -- The account's row first and to the end, as in store_rows: writers of one account take turns.
  perform from public.tastytrade_accounts as a
  where a.id = (select r.account_id from public.sync_runs as r where r.id = p_run) for no key update;
  select r.* into run
  from public.sync_runs as r join public.account_syncs as s on s.account_id = r.account_id
  where r.id = p_run for no key update of s;
  if not found then
    raise sqlstate 'PT404' using message = 'sync_not_found';
  end if;
  return run;
end
$$;
comment on function public.sync_run_to_write is
  'Lock the account of a run for writing and return the run; refuses one whose account is gone or syncs no more.';
revoke all on function public.sync_run_to_write from public, anon, authenticated, service_role;
grant execute on function public.sync_run_to_write to service_role;
