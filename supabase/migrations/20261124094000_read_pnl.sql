-- What a user reads: one JSON value a call, money as text, row security in force; sums over time come from
-- daily_rollup only.
-- Plans are made for the arguments given (plan_cache_mode): most are optional, and one plan for all suits none.
create function public.pnl_summary(p_account uuid default null, p_start date default null, p_end date default null)
returns jsonb
language plpgsql stable security invoker set search_path = '' set plan_cache_mode = 'force_custom_plan' as $$
begin
  return (
    with figures as (
      select f.kind, f.amount, f.count, f.day
      from public.daily_rollup as f
      where (p_account is null or f.account_id = p_account) and f.view = 'broker'
        and f.day between coalesce(p_start, '-infinity') and coalesce(p_end, 'infinity')
    ), sums as (
      select
        coalesce(jsonb_object_agg(k.kind, k.total) filter (where k.kind is not null), '{}') as of_kind,
        coalesce(sum(k.closings), 0) as closings, min(k.first_day) as first_day, max(k.last_day) as last_day,
        trim_scale(
          coalesce(sum(k.amount) filter (where k.kind in ('gross', 'fees_open', 'fees_close')), 0))::text as net
      from (
        select
          f.kind, sum(f.amount) as amount, trim_scale(sum(f.amount))::text as total, min(f.day) as first_day,
          max(f.day) as last_day, sum(f.count) filter (where f.kind = 'gross') as closings
        from figures as f group by f.kind
      ) as k
    ), lots as (
      select
        trim_scale(coalesce(sum(l.value), 0))::text as value, trim_scale(coalesce(sum(l.fees), 0))::text as fees,
        count(*) as lots
      from public.open_lots as l
      where (p_account is null or l.account_id = p_account) and l.view = 'broker'
    )
    select jsonb_build_object(
        'gross', '0', 'fees_open', '0', 'fees_close', '0', 'dividends', '0', 'interest', '0', 'lending', '0',
        'fees', '0', 'fee_adjustments', '0', 'adjustments', '0', 'deposits', '0', 'withdrawals', '0', 'transfers', '0',
        'unclassified', '0')
      || s.of_kind
      || jsonb_build_object(
        'net', s.net, 'closings', s.closings, 'first_day', s.first_day, 'last_day', s.last_day,
        'open_value', l.value, 'open_fees', l.fees, 'open_lots', l.lots,
        'books_published_at', (
          select min(a.books_published_at) from public.tastytrade_accounts as a
          where p_account is null or a.id = p_account))
    from sums as s cross join lots as l
  );
end
$$;
comment on function public.pnl_summary is
  'What the caller''s closings earned and cash did on the New York days p_start to p_end, and what is open now.';
revoke all on function public.pnl_summary from public, anon, authenticated, service_role;
grant execute on function public.pnl_summary to authenticated;

create function public.pnl_by_underlying(
  p_account uuid default null, p_start date default null, p_end date default null
) returns jsonb
language plpgsql stable security invoker set search_path = '' set plan_cache_mode = 'force_custom_plan' as $$
begin
  return (
    with lines as (
      select
        f.underlying, f.kind, f.amount, f.count,
        f.kind in ('gross', 'fees_open', 'fees_close') as is_trade,
        case when f.instrument_type in ('Equity Option', 'Future Option') then 'options'
          when f.instrument_type = 'Equity' then 'stock' else 'other' end as leg
      from public.daily_rollup as f
      where (p_account is null or f.account_id = p_account) and f.view = 'broker' and f.underlying <> ''
        and f.day between coalesce(p_start, '-infinity') and coalesce(p_end, 'infinity')
    ), earned as (
      select
        n.underlying,
        sum(n.amount) filter (where n.leg = 'options' and n.kind = 'gross') as options_gross,
        sum(n.amount) filter (where n.leg = 'options' and n.is_trade) as options_net,
        sum(n.amount) filter (where n.leg = 'stock' and n.kind = 'gross') as stock_gross,
        sum(n.amount) filter (where n.leg = 'stock' and n.is_trade) as stock_net,
        sum(n.amount) filter (where n.leg = 'other' and n.kind = 'gross') as other_gross,
        sum(n.amount) filter (where n.leg = 'other' and n.is_trade) as other_net,
        sum(n.amount) filter (where n.kind = 'dividends') as dividends,
        sum(n.amount) filter (where n.kind in ('fees', 'fee_adjustments')) as fees,
        sum(n.count) filter (where n.kind = 'gross') as closings
      from lines as n group by n.underlying
    ), held as (
      select l.underlying, count(*) as open_lots, sum(l.value) as open_value
      from public.open_lots as l
      where (p_account is null or l.account_id = p_account) and l.view = 'broker'
      group by l.underlying
    ), items as (
      select
        coalesce(e.underlying, h.underlying) as underlying,
        coalesce(e.options_gross, 0) as options_gross, coalesce(e.options_net, 0) as options_net,
        coalesce(e.stock_gross, 0) as stock_gross, coalesce(e.stock_net, 0) as stock_net,
        coalesce(e.other_gross, 0) as other_gross, coalesce(e.other_net, 0) as other_net,
        coalesce(e.dividends, 0) as dividends, coalesce(e.fees, 0) as fees, coalesce(e.closings, 0) as closings,
        coalesce(h.open_lots, 0) as open_lots, coalesce(h.open_value, 0) as open_value
      from earned as e full join held as h on h.underlying = e.underlying
    ), grouped as (
      -- One line per underlying, and one with the sums of all: the totals are the items' by construction.
      select
        i.underlying, grouping(i.underlying) = 1 as is_total,
        jsonb_build_object(
          'options_gross', trim_scale(coalesce(sum(i.options_gross), 0))::text,
          'options_net', trim_scale(coalesce(sum(i.options_net), 0))::text,
          'stock_gross', trim_scale(coalesce(sum(i.stock_gross), 0))::text,
          'stock_net', trim_scale(coalesce(sum(i.stock_net), 0))::text,
          'other_gross', trim_scale(coalesce(sum(i.other_gross), 0))::text,
          'other_net', trim_scale(coalesce(sum(i.other_net), 0))::text,
          'dividends', trim_scale(coalesce(sum(i.dividends), 0))::text,
          'fees', trim_scale(coalesce(sum(i.fees), 0))::text,
          'realized', trim_scale(coalesce(
            sum(i.options_net + i.stock_net + i.other_net + i.dividends + i.fees), 0))::text,
          'closings', coalesce(sum(i.closings), 0), 'open_lots', coalesce(sum(i.open_lots), 0),
          'open_value', trim_scale(coalesce(sum(i.open_value), 0))::text) as line
      from items as i group by grouping sets ((i.underlying), ())
    )
    select jsonb_build_object(
      'items', coalesce(jsonb_agg(jsonb_build_object('underlying', g.underlying) || g.line
        order by g.underlying collate "C") filter (where not g.is_total), '[]'),
      'totals', (jsonb_agg(g.line) filter (where g.is_total)) -> 0)
    from grouped as g
  );
end
$$;
comment on function public.pnl_by_underlying is
  'What every underlying earned on the New York days p_start to p_end, what is open in it now, and the sums of both.';
revoke all on function public.pnl_by_underlying from public, anon, authenticated, service_role;
grant execute on function public.pnl_by_underlying to authenticated;

create function public.pnl_closings(
  p_account uuid default null, p_start date default null, p_end date default null, p_underlying text default null,
  p_after text default null, p_limit integer default 100
) returns jsonb
language plpgsql stable security invoker set search_path = '' set plan_cache_mode = 'force_custom_plan' as $$
begin
  return (
    with page as (
      select c.*
      from public.closings as c
      where (p_account is null or c.account_id = p_account) and c.view = 'broker'
        and (p_underlying is null or c.underlying = p_underlying)
        and c.closed_at >= coalesce(p_start::timestamp at time zone 'America/New_York', '-infinity')
        and c.closed_at < coalesce((p_end + 1)::timestamp at time zone 'America/New_York', 'infinity')
        and (p_after is null or (c.closed_at, c.id) < (
          split_part(p_after, '|', 1)::timestamptz, split_part(p_after, '|', 2)))
      order by c.closed_at desc, c.id desc
      limit least(greatest(p_limit, 1), 1000)
    )
    select jsonb_build_object(
      'items', coalesce(jsonb_agg(jsonb_build_object(
        'id', c.id, 'account_id', c.account_id, 'symbol', c.symbol, 'underlying', c.underlying,
        'instrument_type', c.instrument_type, 'opening_id', c.opening_id, 'closing_id', c.closing_id,
        'is_short', c.is_short, 'quantity', trim_scale(c.quantity)::text, 'opened_at', c.opened_at,
        'closed_at', c.closed_at, 'gross', trim_scale(c.gross)::text, 'fees_open', trim_scale(c.fees_open)::text,
        'fees_close', trim_scale(c.fees_close)::text, 'net', trim_scale(c.gross + c.fees_open + c.fees_close)::text,
        'reason', c.reason) order by c.closed_at desc, c.id desc), '[]'),
      'next', case when count(*) = least(greatest(p_limit, 1), 1000) then (
        array_agg(to_char(c.closed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '|' || c.id
          order by c.closed_at, c.id))[1] end)
    from page as c
  );
end
$$;
comment on function public.pnl_closings is
  'One page of the caller''s closings on the New York days p_start to p_end, newest first, and the cursor of the next.';
revoke all on function public.pnl_closings from public, anon, authenticated, service_role;
grant execute on function public.pnl_closings to authenticated;

create function public.open_lots_of(p_account uuid default null, p_underlying text default null) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('items', coalesce(jsonb_agg(jsonb_build_object(
    'id', l.id, 'account_id', l.account_id, 'symbol', l.symbol, 'underlying', l.underlying,
    'instrument_type', l.instrument_type, 'opening_id', l.opening_id, 'quantity', trim_scale(l.quantity)::text,
    'value', trim_scale(l.value)::text, 'fees', trim_scale(l.fees)::text, 'opened_at', l.opened_at,
    'basis_source', l.basis_source) order by l.underlying collate "C", l.symbol collate "C", l.opened_at, l.id), '[]'))
  from public.open_lots as l
  where (p_account is null or l.account_id = p_account) and l.view = 'broker'
    and (p_underlying is null or l.underlying = p_underlying)
$$;
comment on function public.open_lots_of is 'The caller''s open lots, by underlying, symbol and age.';
revoke all on function public.open_lots_of from public, anon, authenticated, service_role;
grant execute on function public.open_lots_of to authenticated;

create function public.attention_list(p_account uuid default null) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('items', coalesce(jsonb_agg(jsonb_build_object(
    'id', i.id, 'account_id', i.account_id, 'code', i.code, 'underlying', i.underlying, 'symbol', i.symbol,
    'transaction_ids', i.transaction_ids, 'message', i.message)
    order by i.code collate "C", i.underlying collate "C", i.id), '[]'))
  from public.attention_items as i
  where (p_account is null or i.account_id = p_account) and i.view = 'broker'
$$;
comment on function public.attention_list is 'What the caller should look at, by code and underlying.';
revoke all on function public.attention_list from public, anon, authenticated, service_role;
grant execute on function public.attention_list to authenticated;
