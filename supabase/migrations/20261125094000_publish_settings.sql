-- Building books with trades, deliveries, settings and what their owner says about rows.
create or replace function public.book_tables() returns text[]
language sql immutable security invoker set search_path = '' as $$
  select array['closings', 'open_lots', 'trades', 'deliveries', 'cash_events', 'attention_items', 'daily_rollup']
$$;

create or replace function public.books_inputs(p_account uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$
  with account as (
    select * from public.tastytrade_accounts where id = p_account
  ), changed as (
    select t.id, t.underlying
    from account as a join public.transactions as t on t.account_id = a.id and t.changed_in > a.built_rows_version
  ), published as (
    -- A row completed in place may have left its underlying: the books it stands in under the old one change too.
    -- Trades are made of the closings and lots of their underlying, and change with them.
    select c.underlying, unnest(array[c.opening_id, c.closing_id]) as transaction_id, c.born, c.died
    from public.closings as c where c.account_id = p_account
    union all
    select l.underlying, l.opening_id, l.born, l.died from public.open_lots as l where l.account_id = p_account
    union all
    select d.underlying, unnest(array[d.option_row, d.stock_row]), d.born, d.died
    from public.deliveries as d where d.account_id = p_account
    union all
    select e.underlying, e.transaction_id, e.born, e.died from public.cash_events as e where e.account_id = p_account
    union all
    select i.underlying, unnest(i.transaction_ids), i.born, i.died
    from public.attention_items as i where i.account_id = p_account
  ), touched as (
    select coalesce(c.underlying, '') as underlying from changed as c
    union
    select p.underlying
    from published as p join changed as c on c.id = p.transaction_id cross join account as a
    where p.born <= a.books_version and (p.died is null or p.died > a.books_version)
  )
  select jsonb_build_object(
    'user_id', a.user_id, 'rows_version', a.rows_version, 'built_rows_version', a.built_rows_version,
    'books_version', a.books_version, 'books_published_at', a.books_published_at,
    'settings', jsonb_build_object('lifo_from', a.lifo_from), 'built_with', a.built_with,
    'touched', (select coalesce(jsonb_agg(t.underlying order by t.underlying collate "C"), '[]') from touched as t))
  from account as a
$$;
comment on function public.books_inputs is
  'Which versions an account is at, how its books were and should be built, and which underlyings changed since; null '
  'when there is none.';

drop function public.ledger_rows(uuid, text[], timestamptz, uuid, integer);
drop function public.corporate_action_rows(uuid);
drop function public.ledger_row(public.transactions);

create function public.ledger_lines(p_rows public.transactions[]) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', t.id, 'executed_at', t.executed_at, 'type', t.type, 'sub_type', t.sub_type, 'action', t.action,
    'symbol', t.symbol, 'underlying', t.underlying, 'instrument_type', t.instrument_type, 'description', t.description,
    'quantity', trim_scale(t.quantity)::text, 'price', trim_scale(t.price)::text,
    'multiplier', trim_scale(t.multiplier)::text, 'value', trim_scale(t.value)::text,
    'commission', trim_scale(t.commission)::text, 'fees', trim_scale(t.fees)::text,
    'net_value', trim_scale(t.net_value)::text, 'expires_on', t.expires_on, 'strike', trim_scale(t.strike)::text,
    'option_right', t.option_right, 'order_id', t.order_id, 'currency', t.currency, 'sequence', t.sequence,
    'broker_id', t.broker_id, 'reverses', t.reverses, 'basis', trim_scale(o.basis)::text, 'acquired_on', o.acquired_on
  ) order by t.executed_at, t.id), '[]')
  from unnest(p_rows) as t left join public.row_overrides as o on o.transaction_id = t.id
$$;
comment on function public.ledger_lines is
  'Rows as the engine reads them, oldest first, with what their owner says they cost; money and quantities as text.';
revoke all on function public.ledger_lines from public, anon, authenticated, service_role;
grant execute on function public.ledger_lines to service_role;

create function public.ledger_rows(
  p_account uuid, p_underlyings text[] default null, p_after_at timestamptz default null,
  p_after_id uuid default null, p_limit integer default 5000
) returns jsonb
language plpgsql stable security invoker set search_path = '' set plan_cache_mode = 'force_custom_plan' as $$
begin
  return (
    with page as (
      select t
      from public.transactions as t
      where t.account_id = p_account
        and (p_underlyings is null or coalesce(t.underlying, '') = any (p_underlyings))
        and (t.executed_at, t.id) > (
          coalesce(p_after_at, '-infinity'), coalesce(p_after_id, '00000000-0000-0000-0000-000000000000'))
      order by t.executed_at, t.id
      limit least(greatest(p_limit, 1), 10000)
    )
    select public.ledger_lines(array_agg(p.t)) from page as p
  );
end
$$;
comment on function public.ledger_rows is 'One page of an account''s rows for the engine, oldest first.';
revoke all on function public.ledger_rows from public, anon, authenticated, service_role;
grant execute on function public.ledger_rows to service_role;

-- A superset on purpose: an unknown sub-type may link two underlyings, and one row too many costs nothing.
create function public.corporate_action_rows(p_account uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select public.ledger_lines(array_agg(t))
  from public.transactions as t
  where t.account_id = p_account
    and t.type = 'Receive Deliver'
    and coalesce(t.sub_type, '') not in (
      'Buy to Open', 'Sell to Open', 'Buy to Close', 'Sell to Close', 'Expiration', 'Assignment', 'Exercise',
      'Cash Settled Assignment', 'Cash Settled Exercise')
$$;
comment on function public.corporate_action_rows is
  'Rows that may carry a position from one underlying to another: deliveries that are no plain trade or expiry.';
revoke all on function public.corporate_action_rows from public, anon, authenticated, service_role;
grant execute on function public.corporate_action_rows to service_role;
