-- Trades, and one with everything it is made of.
create function public.trade_lines(p_trades public.trades[]) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', t.trade_id, 'account_id', t.account_id, 'underlying', t.underlying, 'signature', t.signature,
    'units', trim_scale(t.units)::text, 'status', t.status, 'order_id', t.order_id, 'opened_at', t.opened_at,
    'closed_at', t.closed_at, 'days_held', t.days_held, 'close_reason', t.close_reason,
    'opening_value', trim_scale(t.opening_value)::text, 'gross', trim_scale(t.gross)::text,
    'fees_open', trim_scale(t.fees_open)::text, 'fees_close', trim_scale(t.fees_close)::text,
    'net', trim_scale(t.gross + t.fees_open + t.fees_close)::text, 'open_value', trim_scale(t.open_value)::text,
    'open_fees', trim_scale(t.open_fees)::text, 'max_profit', trim_scale(t.max_profit)::text,
    'share_of_max', trim_scale(t.share_of_max)::text, 'closings', t.closings, 'open_lots', t.open_lots
  ) order by t.opened_at desc, t.trade_id desc), '[]')
  from unnest(p_trades) as t
$$;
comment on function public.trade_lines is
  'Trades as a reader sees them, newest opening first; money and quantities as text.';
revoke all on function public.trade_lines from public, anon, authenticated, service_role;
grant execute on function public.trade_lines to authenticated;

create function public.pnl_trades(
  p_account uuid default null, p_start date default null, p_end date default null, p_underlying text default null,
  p_status text default null, p_after text default null, p_limit integer default 100, p_view text default 'broker'
) returns jsonb
language plpgsql stable security invoker set search_path = '' set plan_cache_mode = 'force_custom_plan' as $$
declare
  accounts uuid[] := public.accounts_meant(p_account);
  shown text[] := public.views_shown(p_view);
  starts timestamptz := coalesce(p_start::timestamp at time zone 'America/New_York', '-infinity');
  ends timestamptz := coalesce((p_end + 1)::timestamp at time zone 'America/New_York', 'infinity');
begin
  return (
    with page as (
      select t
      from public.trades as t
      where t.account_id = any (accounts) and t.view = any (shown)
        and (p_underlying is null or t.underlying = p_underlying) and (p_status is null or t.status = p_status)
        and t.opened_at < ends
        and (t.closed_at is null or (t.closed_at >= starts and t.closed_at < ends))
        and (p_after is null or (t.opened_at, t.trade_id) < (
          split_part(p_after, '|', 1)::timestamptz, split_part(p_after, '|', 2)))
      order by t.opened_at desc, t.trade_id desc
      limit least(greatest(p_limit, 1), 1000)
    )
    select jsonb_build_object(
      'items', public.trade_lines(array_agg(p.t)),
      'next', case when count(*) = least(greatest(p_limit, 1), 1000) then (
        array_agg(to_char((p.t).opened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '|' || (p.t).trade_id
          order by (p.t).opened_at, (p.t).trade_id))[1] end,
      -- Open ones are few, and counted; closed ones are, but for those of one underlying, in the sums.
      'count', (
        select count(*) from public.trades as t
        where t.account_id = any (accounts) and t.view = any (shown) and t.status <> 'closed' and t.opened_at < ends
          and (p_underlying is null or t.underlying = p_underlying) and (p_status is null or t.status = p_status)
      ) + (
        select count(*) from public.trades as t
        where t.account_id = any (accounts) and t.view = any (shown) and t.status = 'closed'
          and t.underlying = p_underlying and coalesce(p_status, 'closed') = 'closed'
          and t.closed_at >= starts and t.closed_at < ends
      ) + (
        select coalesce(sum(f.count), 0)
        from public.periods(p_start, p_end, true) as p
        join public.period_sums as f on f.grain = p.grain and f.starts >= p.starts and f.starts < p.ends
        where f.account_id = any (accounts) and f.scope = 'all' and f.view = any (shown) and f.kind = 'trades'
          and p_underlying is null and coalesce(p_status, 'closed') = 'closed'))
    from page as p
  );
end
$$;
comment on function public.pnl_trades is
  'One page of the caller''s trades closed on the New York days p_start to p_end, or open and opened by p_end, newest '
  'opening first, the cursor of the next page, and how many all pages hold.';
revoke all on function public.pnl_trades from public, anon, authenticated, service_role;
grant execute on function public.pnl_trades to authenticated;

-- An outright future moved no cash at its opening: nothing of it is in any opening_value.
create function public.trade_legs(
  p_closings public.closings[], p_lots public.open_lots[], p_rows public.transactions[]
) returns jsonb
language sql stable security invoker set search_path = '' as $$
  with parts as (
    select
      c.symbol, c.instrument_type, case when c.is_short then -c.quantity else c.quantity end as opened,
      c.quantity as closed, 0 as open,
      case when c.instrument_type <> 'Future' then c.value_open else 0 end as opening_value, c.gross, c.fees_open,
      c.fees_close, null::date as expires_on
    from unnest(p_closings) as c
    union all
    select
      l.symbol, l.instrument_type, l.quantity, 0, l.quantity,
      case when l.instrument_type <> 'Future' then l.value else 0 end, 0, 0, 0, l.expires_on
    from unnest(p_lots) as l
  ), contracts as (
    select
      t.symbol, max(t.strike) as strike, max(t.expires_on) as expires_on, max(t.option_right) as option_right
    from unnest(p_rows) as t where t.symbol is not null group by t.symbol
  ), legs as (
    select
      p.symbol, min(p.instrument_type) as instrument_type, sum(p.opened) as opened, sum(p.closed) as closed,
      sum(p.open) as open, sum(p.opening_value) as opening_value, sum(p.gross) as gross,
      sum(p.fees_open) as fees_open, sum(p.fees_close) as fees_close, max(p.expires_on) as expires_on
    from parts as p group by p.symbol
  )
  select coalesce(jsonb_agg(jsonb_build_object(
    'symbol', g.symbol, 'instrument_type', g.instrument_type, 'strike', trim_scale(c.strike)::text,
    'expires_on', coalesce(g.expires_on, c.expires_on), 'option_right', c.option_right,
    'opened', trim_scale(g.opened)::text, 'closed', trim_scale(g.closed)::text, 'open', trim_scale(g.open)::text,
    'opening_value', trim_scale(g.opening_value)::text, 'gross', trim_scale(g.gross)::text,
    'fees_open', trim_scale(g.fees_open)::text, 'fees_close', trim_scale(g.fees_close)::text,
    'net', trim_scale(g.gross + g.fees_open + g.fees_close)::text
  ) order by coalesce(g.expires_on, c.expires_on), c.strike, c.option_right desc, g.symbol collate "C"), '[]')
  from legs as g left join contracts as c on c.symbol = g.symbol
$$;
comment on function public.trade_legs is
  'What was opened, closed and is open per symbol, by expiry, strike, and puts before calls; what never expires last.';
revoke all on function public.trade_legs from public, anon, authenticated, service_role;
grant execute on function public.trade_legs to authenticated;

-- An option that folds into its stock has no closing in that view: its row is found by the other view's, and the link
-- is given where the view has the trade.
create function public.delivery_lines(p_account uuid, p_rows uuid[], p_views text[]) returns jsonb
language sql stable security invoker set search_path = '' as $$
  with linked as (
    select d.id, c.trade_id, c.closing_id = d.option_row as is_option
    from public.deliveries as d
    join public.closings as c on c.account_id = d.account_id
      and (c.closing_id in (d.option_row, d.stock_row) or c.opening_id = d.stock_row)
    where d.account_id = p_account and (d.option_row = any (p_rows) or d.stock_row = any (p_rows))
    union
    select d.id, l.trade_id, false
    from public.deliveries as d
    join public.open_lots as l on l.account_id = d.account_id and l.opening_id = d.stock_row
    where d.account_id = p_account and (d.option_row = any (p_rows) or d.stock_row = any (p_rows))
  ), shown as (
    select
      k.id, array_agg(distinct k.trade_id) filter (where k.is_option) as option_trades,
      array_agg(distinct k.trade_id) filter (where not k.is_option) as stock_trades
    from linked as k
    where exists (
      select from public.trades as t
      where t.account_id = p_account and t.trade_id = k.trade_id and t.view = any (p_views))
    group by k.id
  )
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', d.id, 'kind', d.kind, 'at', d.at, 'option_row', d.option_row, 'stock_row', d.stock_row,
    'option_symbol', d.option_symbol, 'stock_symbol', d.stock_symbol, 'contracts', trim_scale(d.contracts)::text,
    'units', trim_scale(d.units)::text, 'option_trades', coalesce(s.option_trades, '{}'),
    'stock_trades', coalesce(s.stock_trades, '{}')) order by d.at, d.id), '[]')
  from public.deliveries as d left join shown as s on s.id = d.id
  where d.account_id = p_account and (d.option_row = any (p_rows) or d.stock_row = any (p_rows))
$$;
comment on function public.delivery_lines is
  'The deliveries that some rows of an account are part of, oldest first, with the trades on either side.';
revoke all on function public.delivery_lines from public, anon, authenticated, service_role;
grant execute on function public.delivery_lines to authenticated;

create function public.pnl_trade(p_id text, p_view text default 'broker') returns jsonb
language plpgsql stable security invoker set search_path = '' set plan_cache_mode = 'force_custom_plan' as $$
declare
  most constant integer := 1000;
  shown text[] := public.views_shown(p_view);
  trade public.trades;
  closed public.closings[];
  lots public.open_lots[];
  row_ids uuid[];
  of_trade public.transactions[];
begin
  select t.* into trade from public.trades as t where t.trade_id = p_id and t.view = any (shown);
  if not found then
    raise sqlstate 'PT404' using message = 'trade_not_found';
  end if;
  select array_agg(c) into closed from public.closings as c
  where c.account_id = trade.account_id and c.trade_id = p_id and c.view = any (shown);
  select array_agg(l) into lots from public.open_lots as l
  where l.account_id = trade.account_id and l.trade_id = p_id and l.view = any (shown);
  -- Its rows are the same in every view, those of an option that folded into its stock included.
  select array_agg(distinct named.id) into row_ids from (
    select unnest(array[c.opening_id, c.closing_id]) as id from public.closings as c
    where c.account_id = trade.account_id and c.trade_id = p_id
    union all
    select l.opening_id from public.open_lots as l where l.account_id = trade.account_id and l.trade_id = p_id
  ) as named;
  select array_agg(t) into of_trade from public.transactions as t where t.id = any (row_ids);
  return jsonb_build_object(
    'trade', public.trade_lines(array[trade]) -> 0,
    'legs', public.trade_legs(closed, lots, of_trade),
    'closings', public.closing_lines(
      array(select c from unnest(closed) as c order by c.closed_at desc, c.id desc limit most)),
    'open_lots', public.lot_lines(array(select l from unnest(lots) as l order by l.opened_at, l.id limit most)),
    'deliveries', public.delivery_lines(trade.account_id, row_ids, shown),
    'rows', public.row_lines(
      array(select t from unnest(of_trade) as t order by t.executed_at desc, t.id desc limit most), false));
end
$$;
comment on function public.pnl_trade is
  'One trade of the caller''s with its legs, deliveries, and the newest 1000 of its closings, lots and rows.';
revoke all on function public.pnl_trade from public, anon, authenticated, service_role;
grant execute on function public.pnl_trade to authenticated;
