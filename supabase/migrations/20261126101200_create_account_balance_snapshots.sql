-- What the broker says an account was worth at the end of each day. Some days come with a few fields only.
create table public.account_balance_snapshots (
  account_id uuid not null,
  day date not null check (day >= '1970-01-01' and day < '2200-01-01'),
  user_id uuid not null,
  cash_balance numeric(20, 8) check (cash_balance <> 'NaN'),
  net_liquidating_value numeric(20, 8) check (net_liquidating_value <> 'NaN'),
  raw jsonb not null check (jsonb_typeof(raw) = 'object' and pg_column_size(raw) <= 65536),
  primary key (account_id, day),
  foreign key (account_id, user_id) references public.tastytrade_accounts (id, user_id) on delete cascade
);
comment on table public.account_balance_snapshots is 'Balances at the end of a broker day, as far as the broker told.';
comment on column public.account_balance_snapshots.cash_balance is 'USD; null where the broker did not say.';
comment on column public.account_balance_snapshots.net_liquidating_value is
  'USD of cash and everything held; null where the broker did not say.';
comment on column public.account_balance_snapshots.raw is
  'Every field the broker ever told of the day; one that a later answer lacks stays.';

create index account_balance_snapshots_user_id_day_idx on public.account_balance_snapshots (user_id, day);

alter table public.account_balance_snapshots enable row level security;
revoke all on public.account_balance_snapshots from public, anon, authenticated, service_role;
grant select on public.account_balance_snapshots to authenticated;
grant select, insert, update (cash_balance, net_liquidating_value, raw)
  on public.account_balance_snapshots to service_role;
create policy "Users read their own balances of days" on public.account_balance_snapshots
  for select to authenticated using (user_id = (select auth.uid()));

create function public.keep_snapshots(p_account uuid, p_snapshots jsonb) returns void
language plpgsql volatile security invoker set search_path = '' as $$
declare
  owner_id uuid := public.syncing_user(p_account);
begin
  if jsonb_array_length(p_snapshots) > 5000 then
    raise sqlstate 'PT413' using message = 'too_many_rows', hint = 'Keep at most 5000 days a call.';
  end if;
  insert into public.account_balance_snapshots as s (
    account_id, day, user_id, cash_balance, net_liquidating_value, raw
  )
  select distinct on (g.day) p_account, g.day, owner_id, g.cash_balance, g.net_liquidating_value, g.raw
  from jsonb_array_elements(p_snapshots) with ordinality as given (one, place)
  cross join lateral jsonb_populate_record(null::public.account_balance_snapshots, given.one) as g
  order by g.day, given.place desc
  on conflict (account_id, day) do update set
    cash_balance = coalesce(excluded.cash_balance, s.cash_balance),
    net_liquidating_value = coalesce(excluded.net_liquidating_value, s.net_liquidating_value),
    raw = s.raw || excluded.raw
  where s.raw || excluded.raw <> s.raw;
end
$$;
comment on function public.keep_snapshots is
  'Keep balances at the end of days; a field that is absent leaves what was there.';
revoke all on function public.keep_snapshots from public, anon, authenticated, service_role;
grant execute on function public.keep_snapshots to service_role;
