-- A file's row that the broker's own history of the same days does not have: told otherwise it would count twice. Told at
-- reading, as what is missing is: a sync changes what is unmatched without changing a row.
create function public.unmatched_file_rows(p_account uuid default null) returns setof public.attention_items
language sql stable security invoker set search_path = '' as $$
  with unmatched as (
    select
      t.account_id, t.user_id, coalesce(t.underlying, '') as underlying, count(*) as count,
      min(t.executed_at) as first_at, max(t.executed_at) as last_at, sum(t.net_value) as amount,
      array_agg(t.id order by t.executed_at, t.id) as ids
    from public.tastytrade_accounts as a
    join public.transactions as t on t.account_id = a.id and t.layout <> 'api'
    where (p_account is null or a.id = p_account) and t.executed_at >= a.covered_from and t.executed_at < a.covered_until
    group by t.account_id, t.user_id, coalesce(t.underlying, '')
  )
  select item.*
  from unmatched as u
  cross join lateral jsonb_populate_record(null::public.attention_items, jsonb_build_object(
    'id', md5(concat_ws('|', 'not_at_broker', u.account_id, u.underlying)),
    'user_id', u.user_id, 'account_id', u.account_id, 'view', 'both', 'code', 'not_at_broker',
    'transaction_ids', u.ids, 'symbol', null, 'underlying', u.underlying,
    'message', format(
      'Rows that only a file told (%s, of %s to %s): the broker''s own history of these days has none like them. They '
      'are in the totals, and count twice if the broker tells the same in other words.',
      u.count, (u.first_at at time zone 'America/New_York')::date,
      (u.last_at at time zone 'America/New_York')::date),
    'amount', u.amount, 'actions', array['acknowledge'])) as item
$$;
comment on function public.unmatched_file_rows is
  'The caller''s rows that only files told though a sync covers their days, one item per account and underlying.';
revoke all on function public.unmatched_file_rows from public, anon, authenticated, service_role;
grant execute on function public.unmatched_file_rows to authenticated;

create or replace function public.attention_list(p_account uuid default null) returns jsonb
language sql stable security invoker set search_path = '' as $$
  with items as (
    select i.* from public.attention_items as i
    where (p_account is null or i.account_id = p_account) and i.view in ('both', 'broker')
    union all
    select m.* from public.missing_expirations(p_account) as m
    union all
    select u.* from public.unmatched_file_rows(p_account) as u
  )
  select jsonb_build_object('items', coalesce(jsonb_agg(jsonb_build_object(
    'id', i.id, 'account_id', i.account_id, 'code', i.code, 'underlying', i.underlying, 'symbol', i.symbol,
    'transaction_ids', i.transaction_ids, 'message', i.message,
    'amount', trim_scale(coalesce(i.amount, 0))::text, 'actions', i.actions,
    'acknowledged_at', a.acknowledged_at, 'note', a.note)
    order by i.code collate "C", i.underlying collate "C", i.id), '[]'))
  from items as i
  left join lateral (
    select max(k.acknowledged_at) as acknowledged_at, (array_agg(k.note order by k.acknowledged_at desc))[1] as note
    from public.acknowledgements as k
    where k.code = i.code and k.transaction_id = any (i.transaction_ids)
    having count(*) = cardinality(i.transaction_ids) and count(*) > 0
  ) as a on true
$$;
