-- How the broker's own rows come in: a page and the place after it in one step (docs/decisions/0025).
create function public.broker_twins(p_account uuid, p_broker_ids text[], p_identities text[]) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
begin
  if greatest(cardinality(p_broker_ids), cardinality(p_identities)) > 5000 then
    raise sqlstate 'PT413' using message = 'too_many_rows', hint = 'Ask for at most 5000 of each a call.';
  end if;
  return (
    with found as (
      select t.* from public.transactions as t
      where t.account_id = p_account and t.layout = 'api' and t.broker_id = any (p_broker_ids)
      union
      select t.* from public.transactions as t where t.account_id = p_account and t.identity = any (p_identities)
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
comment on function public.broker_twins is
  'Which rows an account holds under these broker ids and these identities; the id is null where only a file told.';
revoke all on function public.broker_twins from public, anon, authenticated, service_role;
grant execute on function public.broker_twins to service_role;

-- Where each of the broker's rows belongs: p_rows with the id, identity and number of the stored row it is, if any, and
-- without those that are stored as they are. The caller holds the account's lock.
create function public.placed_broker_rows(p_run public.sync_runs, p_rows jsonb)
returns table (
  given public.transactions, stored_id uuid, new_id uuid, nth integer, had_layout text, had_underlying text,
  was_withdrawn boolean
)
language sql stable security invoker set search_path = '' as $$
  with given as (  -- of one broker id told twice the later counts
    select distinct on (r.broker_id) r, r.id, r.broker_id, r.identity, (g.one ->> 'new_id')::uuid as new_id, g.place
    from jsonb_array_elements(p_rows) with ordinality as g (one, place)
    cross join lateral jsonb_populate_record(null::public.transactions, g.one) as r
    order by r.broker_id, g.place desc
  ), known as (
    select g.broker_id, t.id from given as g
    join public.transactions as t
      on t.account_id = p_run.account_id and t.layout = 'api' and t.broker_id = g.broker_id
  ), named as (  -- a row that only files told, which the caller recognised
    select distinct on (t.id) g.broker_id, t.id from given as g
    join public.transactions as t on t.id = g.id and t.account_id = p_run.account_id and t.layout <> 'api'
    where g.broker_id not in (select k.broker_id from known as k)
    order by t.id, g.place
  ), met as (
    select k.* from known as k union all select n.* from named as n
  ), fresh as (
    select g.*, row_number() over (partition by g.identity order by (g.r).executed_at, (g.r).net_value, g.place) as rank
    from given as g where g.broker_id not in (select m.broker_id from met as m)
  ), late as (  -- a row that a file brought since the run began, perhaps after the caller had looked
    select t.*, row_number() over (partition by t.identity order by t.executed_at, t.net_value, t.nth) as rank
    from public.transactions as t
    where t.account_id = p_run.account_id and t.identity in (select f.identity from fresh as f)
      and t.layout <> 'api' and t.changed_in > p_run.version_before and t.id not in (select m.id from met as m)
  ), found as (
    select m.* from met as m
    union all
    select f.broker_id, l.id from fresh as f join late as l using (identity, rank)
    where coalesce((f.r).sub_type = l.sub_type, true) and coalesce((f.r).action = l.action, true)
      and coalesce((f.r).order_id = l.order_id, true)
      and (l.layout = 'A' or (
        abs(extract(epoch from (f.r).executed_at - l.executed_at)) < 1
        and abs((f.r).net_value - l.net_value) <= 0.05))
  ), places as (
    select
      g.*, t.id as stored_id, t.nth as had_nth, t.layout as had_layout, t.underlying as had_underlying,
      t.withdrawn_at is not null as was_withdrawn, t.identity is distinct from g.identity as is_moved
    from given as g
    left join found as f on f.broker_id = g.broker_id
    left join public.transactions as t on t.id = f.id
    where t.id is null or t.digest is distinct from (g.r).digest or t.withdrawn_at is not null
  )
  select
    p.r, p.stored_id,
    case when exists (select from public.transactions as t where t.id = p.new_id) then gen_random_uuid()
      else p.new_id end,
    case when p.is_moved then (
      select coalesce(max(t.nth), -1) from public.transactions as t
      where t.account_id = p_run.account_id and t.identity = p.identity
    ) + row_number() over (partition by p.identity, p.is_moved order by p.place)::integer else p.had_nth end,
    p.had_layout, p.had_underlying, coalesce(p.was_withdrawn, false)
  from places as p
$$;
comment on function public.placed_broker_rows is
  'The broker''s rows that are new or changed, each with the stored row it is; part of store_broker_rows.';
revoke all on function public.placed_broker_rows from public, anon, authenticated, service_role;
grant execute on function public.placed_broker_rows to service_role;

create function public.store_broker_rows(
  p_run uuid, p_rows jsonb, p_expected integer default null, p_window_first date default null,
  p_window_last date default null, p_offset integer default null
) returns jsonb
language plpgsql volatile security invoker set search_path = '' as $$
declare
  run public.sync_runs := public.sync_run_to_write(p_run);
  version bigint := (select a.rows_version from public.tastytrade_accounts as a where a.id = run.account_id);
  told record;
begin
  if jsonb_array_length(p_rows) > 5000 then
    raise sqlstate 'PT413' using message = 'too_many_rows', hint = 'Store at most 5000 rows a call.';
  end if;
  with placed as materialized (
    select * from public.placed_broker_rows(run, p_rows)
  ), changed as (
    update public.transactions as t set (
      identity, nth, executed_at, type, sub_type, action, symbol, underlying, root_symbol, instrument_type, description,
      quantity, price, multiplier, value, commission, fees, net_value, expires_on, strike, option_right, order_id,
      currency, layout, richness, sequence, broker_id, reverses, raw, run_id, broker_day, digest, withdrawn_at,
      changed_in
    ) = row(
      (p.given).identity, p.nth, (p.given).executed_at, (p.given).type, (p.given).sub_type, (p.given).action,
      (p.given).symbol, (p.given).underlying, coalesce((p.given).root_symbol, t.root_symbol),
      (p.given).instrument_type, coalesce((p.given).description, ''), coalesce((p.given).quantity, 0),
      (p.given).price, coalesce((p.given).multiplier, t.multiplier), (p.given).value,
      coalesce((p.given).commission, 0), coalesce((p.given).fees, 0), (p.given).net_value, (p.given).expires_on,
      (p.given).strike, (p.given).option_right, (p.given).order_id, coalesce((p.given).currency, 'USD'), 'api', 100,
      coalesce((p.given).sequence, 0), (p.given).broker_id, (p.given).reverses, (p.given).raw, run.id,
      (p.given).broker_day, (p.given).digest, null, version + 1
    )
    from placed as p where t.id = p.stored_id
  ), added as (
    insert into public.transactions (
      id, user_id, account_id, identity, nth, executed_at, type, sub_type, action, symbol, underlying, root_symbol,
      instrument_type, description, quantity, price, multiplier, value, commission, fees, net_value, expires_on, strike,
      option_right, order_id, currency, layout, richness, sequence, broker_id, reverses, raw, run_id, broker_day,
      digest, changed_in
    )
    select
      p.new_id, run.user_id, run.account_id, (p.given).identity, p.nth, (p.given).executed_at, (p.given).type,
      (p.given).sub_type, (p.given).action, (p.given).symbol, (p.given).underlying, (p.given).root_symbol,
      (p.given).instrument_type, coalesce((p.given).description, ''), coalesce((p.given).quantity, 0),
      (p.given).price, (p.given).multiplier, (p.given).value, coalesce((p.given).commission, 0),
      coalesce((p.given).fees, 0), (p.given).net_value, (p.given).expires_on, (p.given).strike,
      (p.given).option_right, (p.given).order_id, coalesce((p.given).currency, 'USD'), 'api', 100,
      coalesce((p.given).sequence, 0), (p.given).broker_id, (p.given).reverses, (p.given).raw, run.id,
      (p.given).broker_day, (p.given).digest, version + 1
    from placed as p where p.stored_id is null
  )
  select
    count(*) filter (where p.stored_id is null)::integer as added, count(p.stored_id)::integer as changed,
    count(*) filter (where p.had_layout is distinct from 'api' or p.was_withdrawn)::integer as seen,
    array(
      select distinct u from placed as q cross join unnest(array[(q.given).underlying, q.had_underlying]) as u
      where u is not null order by u
    ) as underlyings
  into told from placed as p;

  return public.note_stored(
    run, jsonb_array_length(p_rows), told.added, told.changed, told.seen, 0, told.underlyings)
    || public.move_sync(run.id, p_expected, p_window_first, p_window_last, p_offset);
end
$$;
comment on function public.store_broker_rows is
  'Store one page of the broker''s rows and where its run goes on, in one step: by broker id first, then in place of a '
  'row that only files told, else new. Equal rows are not touched; repeating a page changes nothing.';
revoke all on function public.store_broker_rows from public, anon, authenticated, service_role;
grant execute on function public.store_broker_rows to service_role;

create function public.note_stored(
  p_run public.sync_runs, p_read integer, p_new integer, p_changed integer, p_seen integer, p_withdrawn integer,
  p_underlyings text[]
) returns jsonb
language plpgsql volatile security invoker set search_path = '' as $$
declare
  version bigint;
begin
  update public.tastytrade_accounts as a
  set rows_version = a.rows_version + (p_new + p_changed + p_withdrawn > 0)::integer
  where a.id = p_run.account_id returning a.rows_version into version;
  update public.account_syncs as s set rows_seen = s.rows_seen + p_seen - p_withdrawn
  where s.account_id = p_run.account_id and p_seen <> p_withdrawn;
  update public.sync_runs as r set
    rows_read = r.rows_read + p_read, rows_new = r.rows_new + p_new, rows_changed = r.rows_changed + p_changed,
    rows_withdrawn = r.rows_withdrawn + p_withdrawn,
    underlyings = array(select distinct u from unnest(r.underlyings || p_underlyings) as u order by u)
  where r.id = p_run.id;
  return jsonb_build_object(
    'new', p_new, 'changed', p_changed, 'known', p_read - p_new - p_changed, 'rows_version', version,
    'underlyings', p_underlyings);
end
$$;
comment on function public.note_stored is
  'Count what a page did: on the run, the account and its sync; part of what stores and withdraws.';
revoke all on function public.note_stored from public, anon, authenticated, service_role;
grant execute on function public.note_stored to service_role;

create function public.move_sync(
  p_run uuid, p_expected integer, p_window_first date, p_window_last date, p_offset integer
) returns jsonb
language plpgsql volatile security invoker set search_path = '' as $$
begin
  update public.sync_runs as r
  set window_first = p_window_first, window_last = p_window_last, next_offset = p_offset
  where r.id = p_run and r.state = 'running' and num_nulls(p_window_first, p_window_last, p_offset) = 0;
  update public.account_syncs as s set rows_expected = p_expected
  where s.account_id = (select r.account_id from public.sync_runs as r where r.id = p_run)
    and s.rows_expected is distinct from p_expected and p_expected is not null;
  return '{}';
end
$$;
comment on function public.move_sync is
  'Keep where a run goes on and how many rows the broker says there are; what is null stays.';
revoke all on function public.move_sync from public, anon, authenticated, service_role;
grant execute on function public.move_sync to service_role;

create function public.broker_ids(p_account uuid, p_first_day date, p_last_day date) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(t.broker_id order by t.broker_id), '[]')
  from public.transactions as t
  where t.account_id = p_account and t.layout = 'api' and t.withdrawn_at is null
    and t.broker_day between p_first_day and p_last_day
$$;
comment on function public.broker_ids is
  'The broker''s ids of the rows of these broker days, both included, that it has not withdrawn.';
revoke all on function public.broker_ids from public, anon, authenticated, service_role;
grant execute on function public.broker_ids to service_role;

create function public.withdraw_broker_rows(p_run uuid, p_broker_ids text[]) returns integer
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
    where t.account_id = run.account_id and t.layout = 'api' and t.broker_id = any (p_broker_ids)
      and t.withdrawn_at is null
    returning t.underlying
  )
  select count(*)::integer as count, coalesce(array_agg(distinct w.underlying), '{}') as underlyings
  into told from withdrawn as w;
  perform public.note_stored(run, 0, 0, 0, 0, told.count, array_remove(told.underlyings, null));
  return told.count;
end
$$;
comment on function public.withdraw_broker_rows is
  'Mark rows that the broker no longer has: they leave the books and stay listed; says how many were not marked.';
revoke all on function public.withdraw_broker_rows from public, anon, authenticated, service_role;
grant execute on function public.withdraw_broker_rows to service_role;

create function public.finish_sync(p_run uuid, p_loaded_until date) returns void
language plpgsql volatile security invoker set search_path = '' as $$
declare
  run public.sync_runs := public.sync_run_to_write(p_run);
  midnight timestamptz := (p_loaded_until + 1)::timestamp at time zone 'America/New_York';
begin
  update public.sync_runs as r set state = 'done', ended_at = now(), error = null
  where r.id = p_run and r.state = 'running';
  if not found then
    return;  -- somebody else ended it, and has said so
  end if;
  update public.account_syncs as s set
    phase = 'live', loaded_until = greatest(s.loaded_until, p_loaded_until), last_good_at = now(), failure = null,
    next_due_at = public.next_sync_at(s.account_id, s.watched_until),
    reread_on = case run.kind when 'reread' then (now() at time zone 'America/New_York')::date else s.reread_on end,
    reread_year = case run.kind when 'reread' then extract(year from run.first_day)::integer else s.reread_year end
  where s.account_id = run.account_id;
  update public.tastytrade_accounts as a set
    covered_from = least(a.covered_from, run.first_day::timestamp at time zone 'America/New_York'),
    covered_until = greatest(a.covered_until, least(midnight, now()))
  where a.id = run.account_id and run.first_day::timestamp at time zone 'America/New_York' <= least(midnight, now());
  delete from public.sync_runs as r
  where r.account_id = run.account_id and r.state <> 'running' and r.started_at < (
    select o.started_at from public.sync_runs as o where o.account_id = run.account_id
    order by o.started_at desc offset 199 limit 1);
end
$$;
comment on function public.finish_sync is
  'End a run well: the account is live, loaded up to that broker day, and due again when its turn comes.';
revoke all on function public.finish_sync from public, anon, authenticated, service_role;
grant execute on function public.finish_sync to service_role;
