-- Rows and what about them needs a look, with what their owner says about them.
create function public.row_lines(p_rows public.transactions[], p_raw boolean) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(
    jsonb_build_object(
      'id', t.id, 'account_id', t.account_id, 'import_id', t.import_id, 'executed_at', t.executed_at,
      'type', t.type, 'sub_type', t.sub_type, 'action', t.action, 'symbol', t.symbol, 'underlying', t.underlying,
      'root_symbol', t.root_symbol, 'instrument_type', t.instrument_type, 'description', t.description,
      'quantity', trim_scale(t.quantity)::text, 'price', trim_scale(t.price)::text,
      'multiplier', trim_scale(t.multiplier)::text, 'value', trim_scale(t.value)::text,
      'commission', trim_scale(t.commission)::text, 'fees', trim_scale(t.fees)::text,
      'net_value', trim_scale(t.net_value)::text, 'expires_on', t.expires_on, 'strike', trim_scale(t.strike)::text,
      'option_right', t.option_right, 'order_id', t.order_id, 'currency', t.currency, 'layout', t.layout,
      'broker_id', t.broker_id, 'account_reference', t.account_reference)
    || jsonb_build_object('note', n.note, 'basis', trim_scale(o.basis)::text, 'acquired_on', o.acquired_on)
    || case when p_raw then jsonb_build_object('raw', t.raw) else '{}'::jsonb end
    order by t.executed_at desc, t.id desc), '[]')
  from unnest(p_rows) as t
  left join public.row_notes as n on n.transaction_id = t.id
  left join public.row_overrides as o on o.transaction_id = t.id
$$;
comment on function public.row_lines is 'Rows as a reader sees them, newest first; money and quantities as text.';
revoke all on function public.row_lines from public, anon, authenticated, service_role;
grant execute on function public.row_lines to authenticated;

-- `raw` only with p_ids: a page of thousands would carry it for nothing. The plan is made for the arguments given
-- (plan_cache_mode): most are optional, and a plan that suits every combination would sort all rows for one page.
-- A search reads the account's rows in order until the page is full. Row security lets no index on a text pattern come
-- before its own test (the operator is not leakproof), so a trigram index would only cost.
drop function public.list_transactions(uuid, text, uuid[], text, integer);
create function public.list_transactions(
  p_account uuid default null, p_underlying text default null, p_ids uuid[] default null,
  p_after text default null, p_limit integer default 100, p_start date default null, p_end date default null,
  p_instrument_type text default null, p_kind text default null, p_search text default null
) returns jsonb
language plpgsql stable security invoker set search_path = '' set plan_cache_mode = 'force_custom_plan' as $$
declare
  pattern text := '%' || regexp_replace(p_search, '([\\%_])', '\\\1', 'g') || '%';
begin
  if cardinality(p_ids) > 1000 then
    raise sqlstate 'PT413' using message = 'too_many_rows', hint = 'Ask for at most 1000 ids a call.';
  end if;
  if length(p_search) > 200 then
    raise sqlstate '22023' using message = 'search_too_long';
  end if;
  return (
    with page as (
      select t
      from public.transactions as t
      where (p_account is null or t.account_id = p_account)
        and (p_underlying is null or coalesce(t.underlying, '') = p_underlying)
        and (p_ids is null or t.id = any (p_ids))
        and (p_instrument_type is null or coalesce(t.instrument_type, '') = p_instrument_type)
        and (p_kind is null or t.type = p_kind or t.sub_type = p_kind)
        and (
          p_search is null or t.symbol ilike pattern or t.description ilike pattern or t.order_id ilike pattern
          or exists (select from public.row_notes as n where n.transaction_id = t.id and n.note ilike pattern))
        and t.executed_at >= coalesce(p_start::timestamp at time zone 'America/New_York', '-infinity')
        and t.executed_at < coalesce((p_end + 1)::timestamp at time zone 'America/New_York', 'infinity')
        and (t.executed_at, t.id) < (
          coalesce(split_part(p_after, '|', 1)::timestamptz, 'infinity'),
          coalesce(split_part(p_after, '|', 2)::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
      order by t.executed_at desc, t.id desc
      limit least(greatest(p_limit, 1), 5000)
    )
    select jsonb_build_object(
      'items', public.row_lines(array_agg(p.t), p_ids is not null),
      'next', case when count(*) = least(greatest(p_limit, 1), 5000) then (
        array_agg(to_char((p.t).executed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '|' || (p.t).id
          order by (p.t).executed_at, (p.t).id))[1] end)
    from page as p
  );
end
$$;
comment on function public.list_transactions is
  'One page of the caller''s rows on the New York days p_start to p_end, newest first, and the cursor of the next. '
  'p_kind is a type or sub-type; p_search a text in symbol, description, order or note, in any case.';
revoke all on function public.list_transactions from public, anon, authenticated, service_role;
grant execute on function public.list_transactions to authenticated;

-- An expiry that is not in the rows shows only with time, so it is told at reading, and is no derived row.
create function public.missing_expirations(p_account uuid default null) returns setof public.attention_items
language sql stable security invoker set search_path = '' as $$
  with late as (
    select
      l.account_id, l.user_id, l.symbol, min(l.underlying) as underlying, min(l.expires_on) as expires_on,
      sum(abs(l.quantity)) as quantity, array_agg(distinct l.opening_id) as opening_ids
    from public.open_lots as l
    where (p_account is null or l.account_id = p_account) and l.view in ('both', 'broker')
      and l.instrument_type in ('Equity Option', 'Future Option')
      and l.expires_on < (now() at time zone 'America/New_York')::date - 3
    group by l.account_id, l.user_id, l.symbol
  )
  select item.*
  from late as l
  cross join lateral jsonb_populate_record(null::public.attention_items, jsonb_build_object(
    'id', md5(concat_ws('|', 'missing_expiration', l.account_id, l.symbol)),
    'user_id', l.user_id, 'account_id', l.account_id, 'view', 'both', 'code', 'missing_expiration',
    'transaction_ids', l.opening_ids, 'symbol', l.symbol, 'underlying', l.underlying,
    'message', format(
      '%s of %s expired on %s, and no row here says how: what it earned is not in the totals. Import the history of '
      'the days after.',
      trim_scale(l.quantity), regexp_replace(l.symbol, '\s+', ' ', 'g'), l.expires_on),
    'amount', (select sum(t.net_value) from public.transactions as t where t.id = any (l.opening_ids)),
    'actions', array['import_more', 'acknowledge'])) as item
$$;
comment on function public.missing_expirations is
  'The caller''s options that are open more than three days after their expiry, one item per account and symbol.';
revoke all on function public.missing_expirations from public, anon, authenticated, service_role;
grant execute on function public.missing_expirations to authenticated;

create or replace function public.attention_list(p_account uuid default null) returns jsonb
language sql stable security invoker set search_path = '' as $$
  with items as (
    select i.* from public.attention_items as i
    where (p_account is null or i.account_id = p_account) and i.view in ('both', 'broker')
    union all
    select m.* from public.missing_expirations(p_account) as m
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
comment on function public.attention_list is
  'What the caller should look at, by code and underlying; acknowledged where every row of an item is.';
