-- The broker's rows found fast in a table that the planner knows nothing of yet: the first history of a young database
-- took minutes. The broker's id comes first in its index, and no other index is of broker rows alone: to such a planner
-- an index to scan whole seems as good.
drop index public.transactions_account_id_broker_id_idx;
drop index public.transactions_account_id_broker_day_idx;
create unique index transactions_broker_id_account_id_idx
  on public.transactions (broker_id, account_id) where layout = 'api';
create index transactions_account_id_broker_day_idx on public.transactions (account_id, broker_day);
create index transactions_account_id_changed_in_files_idx
  on public.transactions (account_id, changed_in) where layout <> 'api';

create function public.rows_by_broker_id(p_account uuid, p_broker_ids text[]) returns setof public.transactions
language sql stable security invoker set search_path = '' as $$
  select t.* from (
    select a.* from public.transactions as a where a.layout = 'api' and a.broker_id = any (p_broker_ids) offset 0
  ) as t
  where t.account_id = p_account
$$;
comment on function public.rows_by_broker_id is
  'An account''s rows under these ids of the broker''s, found by the ids alone; they are nobody else''s as a rule.';
revoke all on function public.rows_by_broker_id from public, anon, authenticated, service_role;
grant execute on function public.rows_by_broker_id to service_role;

create or replace function public.broker_twins(p_account uuid, p_broker_ids text[], p_identities text[]) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
begin
  if greatest(cardinality(p_broker_ids), cardinality(p_identities)) > 5000 then
    raise sqlstate 'PT413' using message = 'too_many_rows', hint = 'Ask for at most 5000 of each a call.';
  end if;
  return (
    with found as (
      select
        t.id, t.identity, t.nth, t.sub_type, t.action, t.executed_at, t.net_value, t.order_id, t.layout, t.richness,
        t.broker_id
      from public.rows_by_broker_id(p_account, p_broker_ids) as t
      union
      select
        t.id, t.identity, t.nth, t.sub_type, t.action, t.executed_at, t.net_value, t.order_id, t.layout, t.richness,
        t.broker_id
      from (select distinct unnest(p_identities) as identity) as asked
      cross join lateral (  -- in the order of the one index that serves: see placed_broker_rows
        select a.* from public.transactions as a
        where a.account_id = p_account and a.identity = asked.identity order by a.nth offset 0
      ) as t
    )
    select coalesce(jsonb_agg(jsonb_build_object(
      'identity', t.identity, 'nth', t.nth, 'sub_type', t.sub_type, 'action', t.action, 'id', t.id,
      'executed_at', t.executed_at, 'net_value', trim_scale(t.net_value)::text, 'order_id', t.order_id,
      'layout', t.layout, 'richness', t.richness, 'broker_id', case t.layout when 'api' then t.broker_id end)
      order by t.identity, t.nth), '[]')
    from found as t
  );
end
$$;

create type public.broker_row as (
  id uuid, new_id uuid, broker_id text, broker_day date, digest text, identity text, executed_at timestamptz, type text,
  sub_type text, action text, symbol text, underlying text, root_symbol text, instrument_type text, description text,
  quantity numeric, price numeric, multiplier numeric, value numeric, commission numeric, fees numeric,
  net_value numeric, expires_on date, strike numeric, option_right text, order_id text, currency text, sequence bigint,
  reverses text, raw jsonb
);
comment on type public.broker_row is
  'A row as a sync hands it over: id where it recognised a stored row, new_id for one that is not there yet.';

drop function public.placed_broker_rows(public.sync_runs, jsonb);

-- Where each of the broker's rows belongs: the stored row that it is, if any, and its number; without those that are
-- stored as they are. The caller holds the account's lock. Stored rows are looked for by lists of keys that only one index
-- serves (`offset 0` keeps other conditions from offering another), and the rest are hash joins: with the row counts that
-- a planner assumes of a young table and of JSON it would compare every row with every other.
create function public.placed_broker_rows(p_run public.sync_runs, p_rows jsonb)
returns table (
  given public.broker_row, stored_id uuid, new_id uuid, nth integer, had_layout text, had_underlying text,
  was_withdrawn boolean
)
language sql stable security invoker set search_path = '' set enable_nestloop = 'off' as $$
  with given as materialized (  -- of one broker id told twice the later counts
    select distinct on ((g.r).broker_id) g.r, (g.r).id, (g.r).new_id, (g.r).broker_id, (g.r).identity, g.place
    from (
      select r, row_number() over () as place from jsonb_populate_recordset(null::public.broker_row, p_rows) as r
    ) as g
    order by (g.r).broker_id, g.place desc
  ), known as materialized (
    select t.broker_id as told_id, t.*
    from public.rows_by_broker_id(p_run.account_id, array(select g.broker_id from given as g)) as t
  ), named as materialized (  -- a row that only files told, which the caller recognised
    select distinct on (t.id) g.broker_id as told_id, t.*
    from given as g
    join (
      select f.* from public.transactions as f where f.id = any (array(select o.id from given as o)) offset 0
    ) as t on t.id = g.id
    where t.account_id = p_run.account_id and t.layout <> 'api' and g.broker_id not in (select k.told_id from known as k)
    order by t.id, g.place
  ), met as materialized (
    select k.* from known as k union all select n.* from named as n
  ), fresh as materialized (
    select g.*, row_number() over (partition by g.identity order by (g.r).executed_at, (g.r).net_value, g.place) as rank
    from given as g where g.broker_id not in (select m.told_id from met as m)
  ), late as materialized (  -- a row that a file brought since the run began, perhaps after the caller had looked
    select t.*, row_number() over (partition by t.identity order by t.executed_at, t.net_value, t.nth) as rank
    from public.transactions as t
    where t.account_id = p_run.account_id and t.layout <> 'api' and t.changed_in > p_run.version_before
      and t.identity in (select f.identity from fresh as f) and t.id not in (select m.id from met as m)
  ), found as materialized (
    select m.told_id, m.id, m.identity, m.nth, m.layout, m.underlying, m.digest, m.withdrawn_at from met as m
    union all
    select f.broker_id, l.id, l.identity, l.nth, l.layout, l.underlying, l.digest, l.withdrawn_at
    from fresh as f join late as l using (identity, rank)
    where coalesce((f.r).sub_type = l.sub_type, true) and coalesce((f.r).action = l.action, true)
      and coalesce((f.r).order_id = l.order_id, true)
      and (l.layout = 'A' or (
        abs(extract(epoch from (f.r).executed_at - l.executed_at)) < 1
        and abs((f.r).net_value - l.net_value) <= 0.05))
  ), taken as materialized (
    select t.id from public.transactions as t where t.id = any (array(select f.new_id from fresh as f))
  ), places as (
    select
      g.*, f.id as stored_id, f.nth as had_nth, f.layout as had_layout, f.underlying as had_underlying,
      f.withdrawn_at is not null as was_withdrawn, f.identity is distinct from g.identity as is_moved
    from given as g left join found as f on f.told_id = g.broker_id
    where f.id is null or f.digest is distinct from (g.r).digest or f.withdrawn_at is not null
  )
  select
    p.r, p.stored_id,
    case when p.new_id in (select t.id from taken as t) then gen_random_uuid() else p.new_id end,
    case when p.is_moved then (
      select coalesce(max(t.nth), -1) from public.transactions as t
      where t.account_id = p_run.account_id and t.identity = p.identity
    ) + row_number() over (partition by p.identity, p.is_moved order by p.place)::integer else p.had_nth end,
    p.had_layout, p.had_underlying, p.was_withdrawn
  from places as p
$$;
comment on function public.placed_broker_rows is
  'The broker''s rows that are new or changed, each with the stored row it is; part of store_broker_rows.';
revoke all on function public.placed_broker_rows from public, anon, authenticated, service_role;
grant execute on function public.placed_broker_rows to service_role;

create or replace function public.withdraw_broker_rows(p_run uuid, p_broker_ids text[]) returns integer
language plpgsql volatile security invoker set search_path = '' as $$
declare
  run public.sync_runs := public.sync_run_to_write(p_run);
  version bigint := (select a.rows_version from public.tastytrade_accounts as a where a.id = run.account_id);
  told record;
begin
  if cardinality(p_broker_ids) > 5000 then
    raise sqlstate 'PT413' using message = 'too_many_rows', hint = 'Withdraw at most 5000 rows a call.';
  end if;
  with withdrawn as (
    update public.transactions as t set withdrawn_at = now(), run_id = run.id, changed_in = version + 1
    where t.id in (select k.id from public.rows_by_broker_id(run.account_id, p_broker_ids) as k)
      and t.withdrawn_at is null
    returning t.underlying
  )
  select count(*)::integer as count, coalesce(array_agg(distinct w.underlying), '{}') as underlyings
  into told from withdrawn as w;
  perform public.note_stored(run, 0, 0, 0, 0, told.count, array_remove(told.underlyings, null));
  return told.count;
end
$$;
