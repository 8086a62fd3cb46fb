-- How rows come in: at most 5,000 a call, as often as the caller likes.
create function public.store_rows(p_account uuid, p_import uuid, p_rows jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  owner_id uuid := auth.uid();
  next_version bigint;
  added integer;
  completed integer;
  given integer := coalesce(jsonb_array_length(p_rows), 0);
begin
  if given > 5000 then
    raise sqlstate 'PT413' using message = 'too_many_rows', hint = 'Store at most 5000 rows a call.';
  end if;
  -- Held to the end: two writers of one account take turns, so neither counts the other's rows as its own.
  select a.rows_version + 1 into next_version from public.tastytrade_accounts as a
  where a.id = p_account and a.user_id = owner_id for no key update;
  if not found then
    raise sqlstate 'PT404' using message = 'account_not_found';
  end if;
  perform from public.imports as i where i.id = p_import and i.account_id = p_account;
  if not found then
    raise sqlstate 'PT404' using message = 'import_not_found';
  end if;

  with incoming as (
    select distinct on (r.identity, r.nth) r.*
    from jsonb_populate_recordset(null::public.transactions, p_rows) as r
    order by r.identity, r.nth, r.richness desc
  ), written as (
    insert into public.transactions as t (
      id, user_id, account_id, identity, nth, executed_at, type, sub_type, action, symbol, underlying, root_symbol,
      instrument_type, description, quantity, price, multiplier, value, commission, fees, net_value, expires_on, strike,
      option_right, order_id, currency, layout, richness, broker_id, account_reference, raw, import_id, changed_in
    )
    select
      r.id, owner_id, p_account, r.identity, r.nth, r.executed_at, r.type, r.sub_type, r.action, r.symbol, r.underlying,
      r.root_symbol, r.instrument_type, coalesce(r.description, ''), coalesce(r.quantity, 0), r.price, r.multiplier,
      r.value, coalesce(r.commission, 0), coalesce(r.fees, 0), r.net_value, r.expires_on, r.strike, r.option_right,
      r.order_id, coalesce(r.currency, 'USD'), r.layout, r.richness, r.broker_id, r.account_reference, r.raw, p_import,
      next_version
    from incoming as r
    on conflict (account_id, identity, nth) do update set (
      executed_at, type, sub_type, action, symbol, underlying, root_symbol, instrument_type, description, quantity,
      price, multiplier, value, commission, fees, net_value, expires_on, strike, option_right, order_id, currency,
      layout, richness, broker_id, account_reference, raw, import_id, changed_in
    ) = row(
      excluded.executed_at, excluded.type, excluded.sub_type, excluded.action, excluded.symbol, excluded.underlying,
      excluded.root_symbol, excluded.instrument_type, excluded.description, excluded.quantity, excluded.price,
      excluded.multiplier, excluded.value, excluded.commission, excluded.fees, excluded.net_value, excluded.expires_on,
      excluded.strike, excluded.option_right, excluded.order_id, excluded.currency, excluded.layout, excluded.richness,
      coalesce(excluded.broker_id, t.broker_id), coalesce(excluded.account_reference, t.account_reference),
      excluded.raw, excluded.import_id, excluded.changed_in
    )
    where t.richness < excluded.richness
    returning xmax = 0 as is_new  -- an inserted row has no deleting transaction
  )
  select count(*) filter (where is_new), count(*) filter (where not is_new) into added, completed from written;

  if added + completed = 0 then
    next_version := next_version - 1;
  else
    update public.tastytrade_accounts set rows_version = next_version where id = p_account;
  end if;
  update public.imports set rows_version = next_version where id = p_import;
  return jsonb_build_object(
    'new', added, 'completed', completed, 'known', given - added - completed, 'rows_version', next_version);
end
$$;
comment on function public.store_rows is
  'Add the rows that are not there, complete in place those that came poorer, leave the rest; idempotent.';
revoke all on function public.store_rows from public, anon, authenticated, service_role;
grant execute on function public.store_rows to authenticated;

create function public.known_rows(p_account uuid, p_identities text[]) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
begin
  if cardinality(p_identities) > 5000 then
    raise sqlstate 'PT413' using message = 'too_many_rows', hint = 'Ask for at most 5000 identities a call.';
  end if;
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'identity', t.identity, 'nth', t.nth, 'sub_type', t.sub_type, 'action', t.action, 'id', t.id,
      'executed_at', t.executed_at, 'net_value', trim_scale(t.net_value)::text, 'order_id', t.order_id,
      'layout', t.layout, 'richness', t.richness) order by t.identity, t.nth), '[]')
    from public.transactions as t
    where t.account_id = p_account and t.identity = any (p_identities)
  );
end
$$;
comment on function public.known_rows is 'Which rows with these identities the account already holds.';
revoke all on function public.known_rows from public, anon, authenticated, service_role;
grant execute on function public.known_rows to authenticated;

create function public.account_coverage(p_account uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$
  with spans as (
    select unnest(range_agg(tstzrange(i.first_at, i.last_at, '[]'))) as span
    from public.imports as i
    where i.account_id = p_account and i.state in ('stored', 'published') and i.first_at is not null
  )
  select jsonb_build_object(
    'rows', count(*),
    'first_at', min(t.executed_at),
    'last_at', max(t.executed_at),
    'days', (
      select coalesce(jsonb_agg(
        jsonb_build_object('first_at', lower(s.span), 'last_at', upper(s.span)) order by s.span), '[]')
      from spans as s
    ))
  from public.transactions as t
  where t.account_id = p_account
$$;
comment on function public.account_coverage is
  'How many rows an account holds, from when to when, and the spans its imports cover, overlapping ones merged.';
revoke all on function public.account_coverage from public, anon, authenticated, service_role;
grant execute on function public.account_coverage to authenticated;

-- `raw` only with p_ids: a page of thousands would carry it for nothing. The plan is made for the arguments given
-- (plan_cache_mode): most are optional, and a plan that suits every combination would sort all rows for one page.
create function public.list_transactions(
  p_account uuid default null, p_underlying text default null, p_ids uuid[] default null,
  p_after text default null, p_limit integer default 100
) returns jsonb
language plpgsql stable security invoker set search_path = '' set plan_cache_mode = 'force_custom_plan' as $$
begin
  if cardinality(p_ids) > 1000 then
    raise sqlstate 'PT413' using message = 'too_many_rows', hint = 'Ask for at most 1000 ids a call.';
  end if;
  return (
    with page as (
      select t.*
      from public.transactions as t
      where (p_account is null or t.account_id = p_account)
        and (p_underlying is null or coalesce(t.underlying, '') = p_underlying)
        and (p_ids is null or t.id = any (p_ids))
        and (t.executed_at, t.id) < (
          coalesce(split_part(p_after, '|', 1)::timestamptz, 'infinity'),
          coalesce(split_part(p_after, '|', 2)::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
      order by t.executed_at desc, t.id desc
      limit least(greatest(p_limit, 1), 5000)
    )
    select jsonb_build_object(
      'items', coalesce(jsonb_agg(
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
        || case when p_ids is null then '{}'::jsonb else jsonb_build_object('raw', t.raw) end
        order by t.executed_at desc, t.id desc), '[]'),
      'next', case when count(*) = least(greatest(p_limit, 1), 5000) then (
        array_agg(to_char(t.executed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '|' || t.id
          order by t.executed_at, t.id))[1] end)
    from page as t
  );
end
$$;
comment on function public.list_transactions is
  'One page of the caller''s rows, newest first, and the cursor of the next.';
revoke all on function public.list_transactions from public, anon, authenticated, service_role;
grant execute on function public.list_transactions to authenticated;
