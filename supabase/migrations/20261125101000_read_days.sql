-- Figures over time: days and the curve from the rollup's sums, the ledger from what these sum
-- (docs/decisions/0021).
create function public.pnl_by_day(
  p_account uuid default null, p_start date default null, p_end date default null, p_underlying text default null,
  p_view text default 'broker'
) returns jsonb
language plpgsql stable security invoker set search_path = '' set plan_cache_mode = 'force_custom_plan' as $$
declare
  accounts uuid[] := public.accounts_meant(p_account);
  shown text[] := public.views_shown(p_view);
begin
  return (
    with figures as (
      select f.starts as day, f.kind, f.amount, f.count
      from public.period_sums as f
      where p_underlying is null and f.account_id = any (accounts) and f.scope = 'all' and f.grain = 'day'
        and f.view = any (shown)
        and f.starts between coalesce(p_start, '1969-01-01') and coalesce(p_end, '2200-12-31')
      union all
      select f.day, f.kind, f.amount, f.count
      from public.daily_rollup as f
      where f.underlying = p_underlying and f.account_id = any (accounts) and f.view = any (shown)
        and f.day between coalesce(p_start, '1969-01-01') and coalesce(p_end, '2200-12-31')
    ), days as (
      -- One line per day, and one with the sums of all: the totals are the items' by construction.
      select
        f.day, grouping(f.day) = 1 as is_total,
        coalesce(sum(f.amount) filter (where f.kind = 'gross'), 0) as gross,
        coalesce(sum(f.amount) filter (where f.kind = 'fees_open'), 0) as fees_open,
        coalesce(sum(f.amount) filter (where f.kind = 'fees_close'), 0) as fees_close,
        coalesce(sum(f.amount) filter (where f.kind in ('gross', 'fees_open', 'fees_close')), 0) as net,
        coalesce(sum(f.amount) filter (where f.kind = 'dividends'), 0) as dividends,
        coalesce(sum(f.amount) filter (where f.kind = 'interest'), 0) as interest,
        coalesce(sum(f.amount) filter (where f.kind = 'lending'), 0) as lending,
        coalesce(sum(f.amount) filter (where f.kind = 'fees'), 0) as fees,
        coalesce(sum(f.amount) filter (where f.kind = 'fee_adjustments'), 0) as fee_adjustments,
        coalesce(sum(f.amount) filter (where f.kind = 'adjustments'), 0) as adjustments,
        coalesce(sum(f.amount) filter (where f.kind not in ('deposits', 'withdrawals', 'transfers')), 0) as total,
        coalesce(sum(f.amount) filter (where f.kind = 'deposits'), 0) as deposits,
        coalesce(sum(f.amount) filter (where f.kind = 'withdrawals'), 0) as withdrawals,
        coalesce(sum(f.amount) filter (where f.kind = 'transfers'), 0) as transfers,
        coalesce(sum(f.count) filter (where f.kind = 'gross'), 0) as closings
      from figures as f
      where f.kind in (
        'gross', 'fees_open', 'fees_close', 'dividends', 'interest', 'lending', 'fees', 'fee_adjustments',
        'adjustments', 'deposits', 'withdrawals', 'transfers')
      group by grouping sets ((f.day), ())
    ), lines as (
      select
        d.day, d.is_total,
        jsonb_build_object(
          'gross', trim_scale(d.gross)::text, 'fees_open', trim_scale(d.fees_open)::text,
          'fees_close', trim_scale(d.fees_close)::text, 'net', trim_scale(d.net)::text,
          'dividends', trim_scale(d.dividends)::text, 'interest', trim_scale(d.interest)::text,
          'lending', trim_scale(d.lending)::text, 'fees', trim_scale(d.fees)::text,
          'fee_adjustments', trim_scale(d.fee_adjustments)::text, 'adjustments', trim_scale(d.adjustments)::text,
          'total', trim_scale(d.total)::text, 'deposits', trim_scale(d.deposits)::text,
          'withdrawals', trim_scale(d.withdrawals)::text, 'transfers', trim_scale(d.transfers)::text,
          'closings', d.closings) as line
      from days as d
    )
    select jsonb_build_object(
      'items', coalesce(jsonb_agg(jsonb_build_object('day', n.day) || n.line order by n.day)
        filter (where not n.is_total), '[]'),
      'totals', (jsonb_agg(n.line) filter (where n.is_total)) -> 0)
    from lines as n
  );
end
$$;
comment on function public.pnl_by_day is
  'What the New York days p_start to p_end brought the caller, day by day, and the sums of all.';
revoke all on function public.pnl_by_day from public, anon, authenticated, service_role;
grant execute on function public.pnl_by_day to authenticated;

create function public.pnl_equity(
  p_account uuid default null, p_start date default null, p_end date default null, p_view text default 'broker'
) returns jsonb
language plpgsql stable security invoker set search_path = '' set plan_cache_mode = 'force_custom_plan' as $$
declare
  accounts uuid[] := public.accounts_meant(p_account);
  shown text[] := public.views_shown(p_view);
begin
  return (
    with days as (
      select
        f.starts as day,
        coalesce(sum(f.amount) filter (where f.kind not in ('deposits', 'withdrawals', 'transfers')), 0) as change,
        coalesce(sum(f.amount) filter (where f.kind in ('deposits', 'withdrawals', 'transfers')), 0) as flows
      from public.period_sums as f
      where f.account_id = any (accounts) and f.scope = 'all' and f.grain = 'day' and f.view = any (shown)
        and f.kind in (
          'gross', 'fees_open', 'fees_close', 'dividends', 'interest', 'lending', 'fees', 'fee_adjustments',
          'adjustments', 'deposits', 'withdrawals', 'transfers')
        and f.starts between coalesce(p_start, '1969-01-01') and coalesce(p_end, '2200-12-31')
      group by f.starts
    ), curve as (
      select d.day, d.change, d.flows, sum(d.change) over (order by d.day) as running from days as d
    ), points as (
      select c.*, c.running - greatest(max(c.running) over (order by c.day), 0) as drawdown from curve as c
    ), bottom as (
      select p.day, p.drawdown from points as p where p.drawdown < 0 order by p.drawdown, p.day limit 1
    )
    select jsonb_build_object(
      'items', coalesce(jsonb_agg(jsonb_build_object(
        'day', p.day, 'change', trim_scale(p.change)::text, 'running', trim_scale(p.running)::text,
        'drawdown', trim_scale(p.drawdown)::text, 'flows', trim_scale(p.flows)::text) order by p.day), '[]'),
      'total', trim_scale(coalesce(sum(p.change), 0))::text, 'flows', trim_scale(coalesce(sum(p.flows), 0))::text,
      'max_drawdown', trim_scale(coalesce(min(p.drawdown), 0))::text,
      'peak_day', (
        select max(q.day) from points as q join bottom as b on q.day < b.day where q.drawdown = 0),
      'bottom_day', (select b.day from bottom as b))
    from points as p
  );
end
$$;
comment on function public.pnl_equity is
  'The running total of the New York days p_start to p_end and its deepest drawdown: bottom_day is the first day at the '
  'bottom, peak_day the last one before it without a drawdown; null where that is the 0 the period starts at.';
revoke all on function public.pnl_equity from public, anon, authenticated, service_role;
grant execute on function public.pnl_equity to authenticated;

create function public.pnl_ledger(
  p_account uuid default null, p_start date default null, p_end date default null, p_underlying text default null,
  p_kind text default null, p_after text default null, p_limit integer default 100, p_view text default 'broker'
) returns jsonb
language plpgsql stable security invoker set search_path = '' set plan_cache_mode = 'force_custom_plan' as $$
declare
  accounts uuid[] := public.accounts_meant(p_account);
  shown text[] := public.views_shown(p_view);
  most integer := least(greatest(p_limit, 1), 1000);
  starts timestamptz := coalesce(p_start::timestamp at time zone 'America/New_York', '-infinity');
  ends timestamptz := coalesce((p_end + 1)::timestamp at time zone 'America/New_York', 'infinity');
  after_at timestamptz := coalesce(split_part(p_after, '|', 1)::timestamptz, 'infinity');
  after_id text := coalesce(split_part(p_after, '|', 2), '');
begin
  return (
    with closed as (
      select
        c.id, c.account_id, 'closing' as kind, c.closed_at as at, c.underlying, c.symbol, c.instrument_type,
        c.closing_id as transaction_id, c.opening_id, c.trade_id, c.quantity, c.gross,
        c.fees_open + c.fees_close as fees, c.gross + c.fees_open + c.fees_close as amount, c.reason
      from public.closings as c
      where c.account_id = any (accounts) and c.view = any (shown)
        and (p_underlying is null or c.underlying = p_underlying) and (p_kind is null or p_kind = 'closing')
        and c.closed_at >= starts and c.closed_at < ends and (c.closed_at, c.id) < (after_at, after_id)
      order by c.closed_at desc, c.id desc limit most
    ), moved as (
      select
        e.id, e.account_id, e.kind, e.at, e.underlying, e.symbol, '' as instrument_type, e.transaction_id,
        null::uuid as opening_id, null as trade_id, null::numeric as quantity, null::numeric as gross,
        null::numeric as fees, e.amount, null as reason
      from public.cash_events as e
      where e.account_id = any (accounts) and e.view = any (shown)
        and (p_underlying is null or e.underlying = p_underlying) and (p_kind is null or e.kind = p_kind)
        and e.at >= starts and e.at < ends and (e.at, e.id) < (after_at, after_id)
      order by e.at desc, e.id desc limit most
    ), page as (
      select * from (select * from closed union all select * from moved) as both_kinds
      order by at desc, id desc limit most
    )
    select jsonb_build_object(
      'items', coalesce(jsonb_agg(jsonb_build_object(
        'id', p.id, 'account_id', p.account_id, 'kind', p.kind, 'at', p.at,
        'day', (p.at at time zone 'America/New_York')::date, 'underlying', p.underlying, 'symbol', p.symbol,
        'instrument_type', p.instrument_type, 'transaction_id', p.transaction_id, 'opening_id', p.opening_id,
        'trade_id', p.trade_id, 'quantity', trim_scale(p.quantity)::text, 'gross', trim_scale(p.gross)::text,
        'fees', trim_scale(p.fees)::text, 'amount', trim_scale(p.amount)::text, 'reason', p.reason)
        order by p.at desc, p.id desc), '[]'),
      'next', case when count(*) = most then (
        array_agg(to_char(p.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '|' || p.id
          order by p.at, p.id))[1] end)
    from page as p
  );
end
$$;
comment on function public.pnl_ledger is
  'One page of the caller''s closings and cash on the New York days p_start to p_end, newest first, and the cursor of '
  'the next. p_kind is closing or a kind of cash.';
revoke all on function public.pnl_ledger from public, anon, authenticated, service_role;
grant execute on function public.pnl_ledger to authenticated;
