-- Sums of the rollup's lines: a figure of years costs as many lines as there are years, not as there are trades
-- (docs/decisions/0022). publish_books keeps them, in the transaction that makes a build visible: so they need no
-- versions of their own.
create table public.period_sums (
  account_id uuid not null,
  user_id uuid not null,
  view text not null check (view in ('both', 'broker', 'fold')),
  scope text not null check (scope in ('all', 'underlying')),
  grain text not null check (grain in ('day', 'month', 'year', 'ever')),
  starts date not null,
  underlying text not null,
  instrument_type text not null,
  kind text not null,
  amount numeric(24, 10) not null,
  count bigint not null check (count >= 0),
  primary key (account_id, scope, grain, starts, view, kind, instrument_type, underlying),
  foreign key (account_id, user_id) references public.tastytrade_accounts (id, user_id) on delete cascade
);
comment on table public.period_sums is
  'What the published lines of daily_rollup add up to, and how many trades were closed, per day, month, year or ever.';
comment on column public.period_sums.scope is
  'all: of all underlyings, per day, month and year; underlying: of each, per year and ever.';
comment on column public.period_sums.starts is 'First New York day of the period; 1969-01-01 of what is ever.';
comment on column public.period_sums.underlying is 'Empty where scope is all.';
comment on column public.period_sums.instrument_type is
  'Where scope is underlying; where it is all the term of the tax kinds, else empty.';
comment on column public.period_sums.kind is 'As in daily_rollup, or trades: the trades that were closed.';
comment on column public.period_sums.amount is 'USD; + received, - paid. 0 of trades.';

create index period_sums_user_id_idx on public.period_sums (user_id, scope, grain, starts);
create index daily_rollup_account_id_born_idx on public.daily_rollup (account_id, born);
create index trades_account_id_born_idx on public.trades (account_id, born);

alter table public.period_sums enable row level security;
revoke all on public.period_sums from public, anon, authenticated, service_role;
grant select on public.period_sums to authenticated;
grant select, insert, update (amount, count), delete on public.period_sums to service_role;
create policy "Users read their own sums" on public.period_sums
  for select to authenticated using (user_id = (select auth.uid()));

-- + for lines that appear, - for lines that go.
create function public.period_changes(p_account uuid, p_build bigint) returns setof public.period_sums
language sql stable security invoker set search_path = '' as $$
  with lines as materialized (
    select
      f.view, f.day, f.underlying, f.instrument_type, f.kind,
      case when f.born = p_build then f.amount else -f.amount end as amount,
      case when f.born = p_build then f.count else -f.count end as count
    from public.daily_rollup as f where f.account_id = p_account and (f.born = p_build or f.died = p_build)
    union all
    select
      t.view, (t.closed_at at time zone 'America/New_York')::date, '', '', 'trades', 0,
      case when t.born = p_build then 1 else -1 end
    from public.trades as t
    where t.account_id = p_account and t.status = 'closed' and (t.born = p_build or t.died = p_build)
  ), days as (
    select
      l.view, l.day, case when l.kind like 'tax\_%' then l.instrument_type else '' end as instrument_type, l.kind,
      sum(l.amount) as amount, sum(l.count) as count
    from lines as l group by 1, 2, 3, 4
  ), years as (
    select
      l.view, date_trunc('year', l.day::timestamp)::date as starts, l.underlying, l.instrument_type, l.kind,
      sum(l.amount) as amount, sum(l.count) as count
    from lines as l where l.underlying <> '' and l.kind not like 'tax\_%' group by 1, 2, 3, 4, 5
  )
  select null::uuid, null::uuid, s.view, s.scope, s.grain, s.starts, s.underlying, s.instrument_type, s.kind, s.amount,
    s.count::bigint
  from (
    select d.view, 'all' as scope, g.grain, g.starts, '' as underlying, d.instrument_type, d.kind,
      sum(d.amount) as amount, sum(d.count) as count
    from days as d
    cross join lateral (values
      ('day', d.day), ('month', date_trunc('month', d.day::timestamp)::date),
      ('year', date_trunc('year', d.day::timestamp)::date)) as g(grain, starts)
    group by d.view, g.grain, g.starts, d.instrument_type, d.kind
    union all
    select y.view, 'underlying', g.grain, g.starts, y.underlying, y.instrument_type, y.kind,
      sum(y.amount), sum(y.count)
    from years as y
    cross join lateral (values ('year', y.starts), ('ever', date '1969-01-01')) as g(grain, starts)
    group by y.view, g.grain, g.starts, y.underlying, y.instrument_type, y.kind
  ) as s
  where s.amount <> 0 or s.count <> 0
$$;
comment on function public.period_changes is
  'What a build changes in the sums: its lines are added, those it drops are taken off.';
revoke all on function public.period_changes from public, anon, authenticated, service_role;
grant execute on function public.period_changes to service_role;

-- A publisher that does not say how it built leaves '', and the next rebuild builds everything.
drop function public.publish_books(uuid, bigint, bigint, bigint);
create function public.publish_books(
  p_account uuid, p_expected_version bigint, p_build bigint, p_rows_version bigint, p_built_with text default ''
) returns bigint
language plpgsql volatile security invoker set search_path = '' as $$
declare
  owner_id uuid;
begin
  update public.tastytrade_accounts
  set books_version = p_build, built_rows_version = p_rows_version, built_with = p_built_with, building = null,
    books_published_at = now()
  where id = p_account and books_version = p_expected_version and building = p_build
  returning user_id into owner_id;
  if not found then
    raise sqlstate 'PT409' using message = 'stale_books';
  end if;
  -- Only here, after the update that succeeds once a build: every change is added once.
  merge into public.period_sums as s
  using public.period_changes(p_account, p_build) as c
  on s.account_id = p_account and s.scope = c.scope and s.grain = c.grain and s.starts = c.starts and s.view = c.view
    and s.kind = c.kind and s.instrument_type = c.instrument_type and s.underlying = c.underlying
  when matched and s.count + c.count = 0 and s.amount + c.amount = 0 then delete
  when matched then update set amount = s.amount + c.amount, count = s.count + c.count
  when not matched then insert (
    account_id, user_id, view, scope, grain, starts, underlying, instrument_type, kind, amount, count
  ) values (
    p_account, owner_id, c.view, c.scope, c.grain, c.starts, c.underlying, c.instrument_type, c.kind, c.amount, c.count
  );
  perform public.settle_imports(p_account);
  return p_build;
end
$$;
comment on function public.publish_books is
  'Make a staged build the visible one in one transaction, its sums with it; refuses a caller whose build is no longer '
  'the one being built.';
revoke all on function public.publish_books from public, anon, authenticated, service_role;
grant execute on function public.publish_books to service_role;

-- Books that are published already are dropped line by line, and with them their sums, when they are built anew: so
-- they need their sums now. Every build of an account counts, as if it were one that only added.
insert into public.period_sums
select a.id, a.user_id, s.view, s.scope, s.grain, s.starts, s.underlying, s.instrument_type, s.kind, s.amount, s.count
from public.tastytrade_accounts as a
cross join lateral (
  select
    c.view, c.scope, c.grain, c.starts, c.underlying, c.instrument_type, c.kind, sum(c.amount) as amount,
    sum(c.count) as count
  from (
    select distinct f.born as build from public.daily_rollup as f where f.account_id = a.id
    union
    select f.died from public.daily_rollup as f where f.account_id = a.id and f.died is not null
  ) as b
  cross join lateral public.period_changes(a.id, b.build) as c
  where b.build <= a.books_version
  group by c.view, c.scope, c.grain, c.starts, c.underlying, c.instrument_type, c.kind
) as s
where s.amount <> 0 or s.count <> 0;

create function public.periods(p_start date, p_end date, p_months boolean)
returns table (grain text, starts date, ends date)
language plpgsql immutable rows 5 security invoker set search_path = '' as $$
declare
  lo date := coalesce(p_start, '1969-01-01');
  hi date := coalesce(p_end, '2200-12-31') + 1;  -- the first day after
  y0 date := (date_trunc('year', lo::timestamp - interval '1 day') + interval '1 year')::date;
  y1 date := date_trunc('year', hi::timestamp)::date;
  m0 date := (date_trunc('month', lo::timestamp - interval '1 day') + interval '1 month')::date;
  m1 date := date_trunc('month', hi::timestamp)::date;
begin
  if not p_months then
    m0 := y0;
    m1 := y1;
  end if;
  if m0 > m1 then
    m0 := lo;
    m1 := lo;
  end if;
  if y0 > y1 then
    y0 := m0;
    y1 := m0;
  end if;
  return query values
    ('year', y0, y1), ('month', m0, y0), ('month', y1, m1), ('day', lo, m0), ('day', m1, hi);
end
$$;
comment on function public.periods is
  'Split the days p_start to p_end into whole years, whole months (where wanted) and days; ends are the days after.';
revoke all on function public.periods from public, anon, authenticated, service_role;
grant execute on function public.periods to authenticated;

create function public.accounts_meant(p_account uuid) returns uuid[]
language sql stable security invoker set search_path = '' as $$
  select coalesce(array_agg(a.id), '{}') from public.tastytrade_accounts as a
  where (p_account is null or a.id = p_account) and a.user_id = (select auth.uid())
$$;
comment on function public.accounts_meant is 'The account that is named, if it is the caller''s, or all of theirs.';
revoke all on function public.accounts_meant from public, anon, authenticated, service_role;
grant execute on function public.accounts_meant to authenticated;
