-- How far the sync of an account has come, and when it is due. One row per account that syncs; none: it does not.
create table public.account_syncs (
  account_id uuid primary key,
  user_id uuid not null,
  connection_id uuid not null,
  account_number text not null check (length(btrim(account_number)) between 1 and 40),
  opened_on date not null check (opened_on >= '1970-01-01' and opened_on < '2200-01-01'),
  phase text not null default 'backfill' check (phase in ('backfill', 'live')),
  rows_expected integer check (rows_expected >= 0),
  rows_seen integer not null default 0 check (rows_seen >= 0),
  loaded_until date,
  last_good_at timestamptz,
  last_tried_at timestamptz,
  next_due_at timestamptz not null default now(),
  watched_until timestamptz,
  asked_at timestamptz,
  failure jsonb check (jsonb_typeof(failure) = 'object' and pg_column_size(failure) <= 8192),
  reread_on date,
  reread_year integer check (reread_year between 1970 and 2200),
  created_at timestamptz not null default now(),
  unique (user_id, account_number),
  foreign key (account_id, user_id) references public.tastytrade_accounts (id, user_id) on delete cascade,
  foreign key (connection_id, user_id) references public.tastytrade_connections (id, user_id) on delete cascade
);
comment on table public.account_syncs is
  'Which accounts sync through which link, how far, and when next; goes with the link or the account.';
comment on column public.account_syncs.account_number is
  'The broker''s number, which the sync asks for; the one of tastytrade_accounts is its owner''s to edit.';
comment on column public.account_syncs.opened_on is 'Broker day from which the history is read.';
comment on column public.account_syncs.phase is 'backfill until the whole history came once; then live.';
comment on column public.account_syncs.rows_expected is
  'How many rows the broker says the whole history has; null until it said so.';
comment on column public.account_syncs.rows_seen is
  'Rows here that the broker has: stored from the broker, and not withdrawn.';
comment on column public.account_syncs.loaded_until is 'Last broker day up to which every row came.';
comment on column public.account_syncs.watched_until is 'While this lies ahead its user is looking at the account.';
comment on column public.account_syncs.failure is
  'Why the last try failed: code and message; null when it did not.';
comment on column public.account_syncs.reread_on is 'Day on which an old year was last read again.';
comment on column public.account_syncs.reread_year is 'The year that was read again then.';

create index account_syncs_connection_id_idx on public.account_syncs (connection_id);
create index account_syncs_next_due_at_idx on public.account_syncs (next_due_at);

alter table public.account_syncs enable row level security;
revoke all on public.account_syncs from public, anon, authenticated, service_role;
grant select on public.account_syncs to authenticated;
grant
  select,
  update (
    phase, rows_expected, rows_seen, loaded_until, last_good_at, last_tried_at, next_due_at, failure, reread_on,
    reread_year
  )
  on public.account_syncs to service_role;
create policy "Users read how their syncs go" on public.account_syncs
  for select to authenticated using (user_id = (select auth.uid()));

create function public.next_sync_at(p_account uuid, p_watched_until timestamptz) returns timestamptz
language sql stable security invoker set search_path = '' as $$
  select case when p_watched_until > now() then now() + interval '5 minutes' else min(night.at) end
  from generate_series(0, 1) as ahead
  cross join lateral (
    select ((now() at time zone 'America/New_York')::date + ahead + time '06:30') at time zone 'America/New_York'
      + make_interval(secs => hashtextextended(p_account::text, 0) & 4095) as at
  ) as night
  where night.at > now()
$$;
comment on function public.next_sync_at is
  'When a sync is due again: in five minutes while its user looks at the account, otherwise in the morning, at 06:30 '
  'New York time and up to 68 minutes later, each account at its own second.';
revoke all on function public.next_sync_at from public, anon, authenticated, service_role;
grant execute on function public.next_sync_at to service_role;

create function public.due_accounts(p_before timestamptz, p_after uuid default null, p_limit integer default 500)
returns jsonb
language plpgsql stable security invoker set search_path = '' set plan_cache_mode = 'force_custom_plan' as $$
begin
  return (
    with page as (
      select s.account_id
      from public.account_syncs as s join public.tastytrade_connections as c on c.id = s.connection_id
      where s.next_due_at <= p_before and c.state = 'linked' and (p_after is null or s.account_id > p_after)
      order by s.account_id
      limit least(greatest(p_limit, 1), 5000)
    )
    select coalesce(jsonb_agg(p.account_id order by p.account_id), '[]') from page as p
  );
end
$$;
comment on function public.due_accounts is
  'One page of the accounts of all users whose sync is due, by id; none whose link is to be made anew.';
revoke all on function public.due_accounts from public, anon, authenticated, service_role;
grant execute on function public.due_accounts to service_role;

create function public.sync_account(p_account uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object(
    'account_id', s.account_id, 'user_id', s.user_id, 'connection_id', s.connection_id,
    'account_number', s.account_number, 'name', a.name, 'opened_on', s.opened_on, 'phase', s.phase,
    'loaded_until', s.loaded_until, 'reread_on', s.reread_on, 'reread_year', s.reread_year,
    'rows_version', a.rows_version)
  from public.account_syncs as s join public.tastytrade_accounts as a on a.id = s.account_id
  where s.account_id = p_account
$$;
comment on function public.sync_account is 'What a sync has to know of an account; null when it does not sync.';
revoke all on function public.sync_account from public, anon, authenticated, service_role;
grant execute on function public.sync_account to service_role;

create function public.fail_sync(p_account uuid, p_error jsonb) returns void
language plpgsql volatile security invoker set search_path = '' as $$
begin
  update public.account_syncs as s
  set
    failure = p_error, last_tried_at = now(),
    next_due_at = now() + case when s.watched_until > now() then interval '5 minutes' else interval '1 hour' end
  where s.account_id = p_account;
  if not found then
    raise sqlstate 'PT404' using message = 'account_not_found';
  end if;
  update public.sync_runs as r set error = p_error where r.account_id = p_account and r.state = 'running';
end
$$;
comment on function public.fail_sync is
  'Keep why the last try failed; its run stays under way, and the queue''s own repetitions come before the next one.';
revoke all on function public.fail_sync from public, anon, authenticated, service_role;
grant execute on function public.fail_sync to service_role;
