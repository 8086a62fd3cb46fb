-- What a user reads, in one of two views; the functions of one view only are replaced.
create function public.views_shown(p_view text) returns text[]
language plpgsql immutable security invoker set search_path = '' as $$
begin
  if p_view is null or p_view not in ('broker', 'fold') then
    raise sqlstate '22023' using message = 'unknown_view';
  end if;
  return array['both', p_view];
end
$$;
comment on function public.views_shown is
  'Which derived rows belong to a view: its own and those that are the same in both; never both views in one sum.';
revoke all on function public.views_shown from public, anon, authenticated, service_role;
grant execute on function public.views_shown to authenticated;

create function public.closing_lines(p_closings public.closings[]) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', c.id, 'account_id', c.account_id, 'trade_id', c.trade_id, 'symbol', c.symbol, 'underlying', c.underlying,
    'instrument_type', c.instrument_type, 'opening_id', c.opening_id, 'closing_id', c.closing_id,
    'is_short', c.is_short, 'quantity', trim_scale(c.quantity)::text, 'opened_at', c.opened_at,
    'closed_at', c.closed_at, 'gross', trim_scale(c.gross)::text, 'value_open', trim_scale(c.value_open)::text,
    'fees_open', trim_scale(c.fees_open)::text, 'fees_close', trim_scale(c.fees_close)::text,
    'net', trim_scale(c.gross + c.fees_open + c.fees_close)::text, 'reason', c.reason
  ) order by c.closed_at desc, c.id desc), '[]')
  from unnest(p_closings) as c
$$;
comment on function public.closing_lines is 'Closings as a reader sees them, newest first; money and quantities as text.';
revoke all on function public.closing_lines from public, anon, authenticated, service_role;
grant execute on function public.closing_lines to authenticated;

create function public.lot_lines(p_lots public.open_lots[]) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', l.id, 'account_id', l.account_id, 'trade_id', l.trade_id, 'symbol', l.symbol, 'underlying', l.underlying,
    'instrument_type', l.instrument_type, 'opening_id', l.opening_id, 'quantity', trim_scale(l.quantity)::text,
    'value', trim_scale(l.value)::text, 'fees', trim_scale(l.fees)::text, 'opened_at', l.opened_at,
    'expires_on', l.expires_on, 'multiplier', trim_scale(l.multiplier)::text, 'basis_source', l.basis_source
  ) order by l.underlying collate "C", l.symbol collate "C", l.opened_at, l.id), '[]')
  from unnest(p_lots) as l
$$;
comment on function public.lot_lines is
  'Open lots as a reader sees them, by underlying, symbol and age; money and quantities as text.';
revoke all on function public.lot_lines from public, anon, authenticated, service_role;
grant execute on function public.lot_lines to authenticated;

drop function public.pnl_summary(uuid, date, date);
create function public.pnl_summary(
  p_account uuid default null, p_start date default null, p_end date default null, p_view text default 'broker'
) returns jsonb
language plpgsql stable security invoker set search_path = '' set plan_cache_mode = 'force_custom_plan' as $$
declare
  accounts uuid[] := public.accounts_meant(p_account);
  shown text[] := public.views_shown(p_view);
begin
  return (
    with figures as (
      -- offset 0: one look into the index per period, or every day there is would be read.
      select s.kind, s.amount, s.count
      from public.periods(p_start, p_end, true) as p
      cross join lateral (
        select f.kind, f.amount, f.count from public.period_sums as f
        where f.account_id = any (accounts) and f.scope = 'all' and f.grain = p.grain
          and f.starts >= p.starts and f.starts < p.ends and f.view = any (shown)
          and f.kind not in ('trades', 'tax_net', 'tax_disallowed', 'tax_carried')
        offset 0
      ) as s
    ), ends as not materialized (
      select f.starts
      from public.period_sums as f
      where f.account_id = any (accounts) and f.scope = 'all' and f.grain = 'day' and f.view = any (shown)
        and f.kind not in ('trades', 'tax_net', 'tax_disallowed', 'tax_carried')
        and f.starts between coalesce(p_start, '1969-01-01') and coalesce(p_end, '2200-12-31')
    ), sums as (
      select
        coalesce(jsonb_object_agg(k.kind, k.total) filter (where k.kind is not null), '{}') as of_kind,
        coalesce(sum(k.closings), 0) as closings,
        trim_scale(
          coalesce(sum(k.amount) filter (where k.kind in ('gross', 'fees_open', 'fees_close')), 0))::text as net
      from (
        select
          f.kind, sum(f.amount) as amount, trim_scale(sum(f.amount))::text as total,
          sum(f.count) filter (where f.kind = 'gross') as closings
        from figures as f group by f.kind
      ) as k
    ), lots as (
      select
        trim_scale(coalesce(sum(l.value) filter (where l.instrument_type <> 'Future'), 0))::text as value,
        trim_scale(coalesce(sum(l.fees), 0))::text as fees,
        count(*) as lots, count(*) filter (where l.instrument_type = 'Future') as futures
      from public.open_lots as l
      where l.account_id = any (accounts) and l.view = any (shown)
    )
    select jsonb_build_object(
        'gross', '0', 'fees_open', '0', 'fees_close', '0', 'dividends', '0', 'interest', '0', 'lending', '0',
        'fees', '0', 'fee_adjustments', '0', 'adjustments', '0', 'deposits', '0', 'withdrawals', '0', 'transfers', '0',
        'mark_to_market', '0', 'unclassified', '0')
      || s.of_kind
      || jsonb_build_object(
        'net', s.net, 'closings', s.closings,
        'first_day', (select e.starts from ends as e order by e.starts limit 1),
        'last_day', (select e.starts from ends as e order by e.starts desc limit 1),
        'open_value', l.value, 'open_fees', l.fees, 'open_lots', l.lots, 'open_futures', l.futures,
        'books_published_at', (
          select min(a.books_published_at) from public.tastytrade_accounts as a where a.id = any (accounts)))
    from sums as s cross join lots as l
  );
end
$$;
comment on function public.pnl_summary is
  'What the caller''s closings earned and cash did on the New York days p_start to p_end, and what is open now.';
revoke all on function public.pnl_summary from public, anon, authenticated, service_role;
grant execute on function public.pnl_summary to authenticated;

drop function public.pnl_by_underlying(uuid, date, date);
create function public.pnl_by_underlying(
  p_account uuid default null, p_start date default null, p_end date default null, p_view text default 'broker'
) returns jsonb
language plpgsql stable security invoker set search_path = '' set plan_cache_mode = 'force_custom_plan' as $$
declare
  accounts uuid[] := public.accounts_meant(p_account);
  shown text[] := public.views_shown(p_view);
begin
  return (
    with figures as (
      select f.underlying, f.instrument_type, f.kind, f.amount, f.count
      from public.period_sums as f
      where f.account_id = any (accounts) and f.scope = 'underlying' and f.view = any (shown)
        and f.grain = 'ever' and p_start is null and p_end is null
      union all
      select f.underlying, f.instrument_type, f.kind, f.amount, f.count
      from public.periods(p_start, p_end, false) as p
      join public.period_sums as f on f.grain = p.grain and f.starts >= p.starts and f.starts < p.ends
      where f.account_id = any (accounts) and f.scope = 'underlying' and f.view = any (shown)
        and (p_start is not null or p_end is not null)
      union all
      select f.underlying, f.instrument_type, f.kind, f.amount, f.count
      from public.periods(p_start, p_end, false) as p
      join public.daily_rollup as f on p.grain = 'day' and f.day >= p.starts and f.day < p.ends
      where f.account_id = any (accounts) and f.view = any (shown) and f.underlying <> ''
        and f.kind not in ('tax_net', 'tax_disallowed', 'tax_carried')
        and (p_start is not null or p_end is not null)
    ), lines as (
      select
        f.underlying, f.kind, f.amount, f.count,
        f.kind in ('gross', 'fees_open', 'fees_close') as is_trade,
        case when f.instrument_type in ('Equity Option', 'Future Option') then 'options'
          when f.instrument_type = 'Equity' then 'stock' else 'other' end as leg
      from figures as f
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
      select
        l.underlying, count(*) as open_lots, sum(l.value) filter (where l.instrument_type <> 'Future') as open_value
      from public.open_lots as l
      where l.account_id = any (accounts) and l.view = any (shown)
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

drop function public.pnl_closings(uuid, date, date, text, text, integer);
create function public.pnl_closings(
  p_account uuid default null, p_start date default null, p_end date default null, p_underlying text default null,
  p_after text default null, p_limit integer default 100, p_view text default 'broker'
) returns jsonb
language plpgsql stable security invoker set search_path = '' set plan_cache_mode = 'force_custom_plan' as $$
declare
  accounts uuid[] := public.accounts_meant(p_account);
  shown text[] := public.views_shown(p_view);
begin
  return (
    with page as (
      select c
      from public.closings as c
      where c.account_id = any (accounts) and c.view = any (shown)
        and (p_underlying is null or c.underlying = p_underlying)
        and c.closed_at >= coalesce(p_start::timestamp at time zone 'America/New_York', '-infinity')
        and c.closed_at < coalesce((p_end + 1)::timestamp at time zone 'America/New_York', 'infinity')
        and (p_after is null or (c.closed_at, c.id) < (
          split_part(p_after, '|', 1)::timestamptz, split_part(p_after, '|', 2)))
      order by c.closed_at desc, c.id desc
      limit least(greatest(p_limit, 1), 1000)
    )
    select jsonb_build_object(
      'items', public.closing_lines(array_agg(p.c)),
      'next', case when count(*) = least(greatest(p_limit, 1), 1000) then (
        array_agg(to_char((p.c).closed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '|' || (p.c).id
          order by (p.c).closed_at, (p.c).id))[1] end)
    from page as p
  );
end
$$;
comment on function public.pnl_closings is
  'One page of the caller''s closings on the New York days p_start to p_end, newest first, and the cursor of the next.';
revoke all on function public.pnl_closings from public, anon, authenticated, service_role;
grant execute on function public.pnl_closings to authenticated;

drop function public.open_lots_of(uuid, text);
create function public.open_lots_of(
  p_account uuid default null, p_underlying text default null, p_view text default 'broker'
) returns jsonb
language plpgsql stable security invoker set search_path = '' set plan_cache_mode = 'force_custom_plan' as $$
declare
  accounts uuid[] := public.accounts_meant(p_account);
  shown text[] := public.views_shown(p_view);
begin
  return (
    select jsonb_build_object('items', public.lot_lines(array_agg(l)))
    from public.open_lots as l
    where l.account_id = any (accounts) and l.view = any (shown)
      and (p_underlying is null or l.underlying = p_underlying)
  );
end
$$;
comment on function public.open_lots_of is 'The caller''s open lots, by underlying, symbol and age.';
revoke all on function public.open_lots_of from public, anon, authenticated, service_role;
grant execute on function public.open_lots_of to authenticated;
