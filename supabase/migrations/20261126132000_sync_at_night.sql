-- An account that was synced just before its own minute of the morning was due again within that minute.
drop function public.next_sync_at(uuid, timestamptz);

create function public.next_sync_at(p_account uuid, p_watched_until timestamptz, p_now timestamptz default now())
returns timestamptz
language sql stable security invoker set search_path = '' as $$
  select case when p_watched_until > p_now then p_now + interval '5 minutes' else min(night.at) end
  from generate_series(0, 2) as ahead
  cross join lateral (
    select ((p_now at time zone 'America/New_York')::date + ahead + time '06:30') at time zone 'America/New_York'
      + make_interval(secs => hashtextextended(p_account::text, 0) & 4095) as at
  ) as night
  where night.at > p_now + interval '1 hour'
$$;
comment on function public.next_sync_at is
  'When a sync is due again: in five minutes while its user looks at the account, otherwise in the morning, at 06:30 '
  'New York time and up to 68 minutes later, each account at its own second, and not within the hour.';
revoke all on function public.next_sync_at from public, anon, authenticated, service_role;
grant execute on function public.next_sync_at to service_role;
