-- The tax preview, always of the fold view: it is the one the tax office knows.
create function public.section_1256_roots() returns text[]
language sql immutable security invoker set search_path = '' as $$
  select string_to_array(
    'SPX SPXW SPXPM XSP SPESG XEO OEX NDX NDXP XND NQX RUT RUTW MRUT RLG RLV RUI DJX VIX VIXW MXEA MXEF MXACW MXWLD',
    ' ')
$$;
comment on function public.section_1256_roots is
  'Roots of cash-settled options on broad-based indexes; the engine has the same list, and a test compares them.';
revoke all on function public.section_1256_roots from public, anon, authenticated, service_role;
grant execute on function public.section_1256_roots to authenticated;

create function public.unknown_basis_count(p_account uuid, p_start timestamptz, p_end timestamptz) returns bigint
language sql stable security invoker set search_path = '' as $$
  with flagged as (
    select distinct i.account_id, i.code = 'unmatched_close' as is_close, unnest(i.transaction_ids) as id
    from public.attention_items as i
    where (p_account is null or i.account_id = p_account) and i.view in ('both', 'broker')
      and (i.code = 'unmatched_close' or starts_with(i.code, 'basis:'))
  )
  -- offset 0: one look into the index per row, or every row and closing of the time would be read.
  select count(distinct f.id) from flagged as f
  where (f.is_close and exists (
      select from public.transactions as t where t.id = f.id and t.executed_at >= p_start and t.executed_at < p_end
      offset 0))
    or (not f.is_close and exists (
      select from public.closings as c
      where c.account_id = f.account_id and c.opening_id = f.id and c.view in ('both', 'fold')
        and c.closed_at >= p_start and c.closed_at < p_end
      offset 0))
$$;
comment on function public.unknown_basis_count is
  'How many rows of the caller''s closed something nothing opened between two times, or opened with a basis that is no '
  'fill what was closed then.';
revoke all on function public.unknown_basis_count from public, anon, authenticated, service_role;
grant execute on function public.unknown_basis_count to authenticated;

create function public.tax_years(p_account uuid default null) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(y.year order by y.year), '[]')
  from (
    select distinct extract(year from f.starts)::integer as year
    from public.period_sums as f
    where f.account_id = any (public.accounts_meant(p_account)) and f.scope = 'all' and f.grain = 'year'
      and f.view in ('both', 'fold') and f.kind = 'gross'
  ) as y
$$;
comment on function public.tax_years is 'The New York years in which the caller closed something, oldest first.';
revoke all on function public.tax_years from public, anon, authenticated, service_role;
grant execute on function public.tax_years to authenticated;

create function public.tax_year(p_year integer, p_account uuid default null) returns jsonb
language plpgsql stable security invoker set search_path = '' set plan_cache_mode = 'force_custom_plan' as $$
declare
  accounts uuid[] := public.accounts_meant(p_account);
  first_day date := make_date(p_year, 1, 1);
  last_day date := make_date(p_year, 12, 31);
begin
  return (
    with figures as (
      select f.kind, f.instrument_type as term, f.amount, f.count
      from public.period_sums as f
      where f.account_id = any (accounts) and f.scope = 'all' and f.grain = 'year' and f.starts = first_day
        and f.view in ('both', 'fold')
        and f.kind in ('tax_net', 'tax_disallowed', 'tax_carried', 'dividends', 'interest')
    ), terms as (
      select
        k.nth, k.term,
        coalesce(sum(f.amount) filter (where f.kind = 'tax_net'), 0) as net,
        coalesce(sum(f.amount) filter (where f.kind = 'tax_disallowed'), 0) as disallowed,
        coalesce(sum(f.amount) filter (where f.kind = 'tax_carried'), 0) as carried,
        coalesce(sum(f.count) filter (where f.kind = 'tax_net'), 0) as closings
      from unnest(array['short', 'long', '1256']) with ordinality as k(term, nth)
      left join figures as f on f.term = k.term
      group by k.nth, k.term
    ), gains as (
      select t.*, t.net + t.disallowed - t.carried as gain from terms as t
    )
    select jsonb_build_object(
      'year', p_year,
      'terms', jsonb_agg(jsonb_build_object(
        'term', g.term, 'net', trim_scale(g.net)::text, 'disallowed', trim_scale(g.disallowed)::text,
        'carried', trim_scale(g.carried)::text, 'gain', trim_scale(g.gain)::text, 'closings', g.closings)
        order by g.nth),
      'section_1256_long', trim_scale(0.6 * sum(g.gain) filter (where g.term = '1256'))::text,
      'section_1256_short', trim_scale(0.4 * sum(g.gain) filter (where g.term = '1256'))::text,
      'gain', trim_scale(sum(g.gain))::text,
      'dividends', (
        select trim_scale(coalesce(sum(f.amount), 0))::text from figures as f where f.kind = 'dividends'),
      'interest', (
        select trim_scale(coalesce(sum(f.amount), 0))::text from figures as f where f.kind = 'interest'),
      'open_1256', (
        select count(*) from public.open_lots as l
        where l.account_id = any (accounts) and l.view in ('both', 'fold')
          and (l.instrument_type in ('Future', 'Future Option')
            or (l.instrument_type = 'Equity Option'
              and rtrim(left(l.symbol, 6)) = any (public.section_1256_roots())))),
      'unknown_basis', public.unknown_basis_count(
        p_account, first_day::timestamp at time zone 'America/New_York',
        (last_day + 1)::timestamp at time zone 'America/New_York'),
      'years', public.tax_years(p_account))
    from gains as g
  );
end
$$;
comment on function public.tax_year is
  'A New York year of the caller''s closings in terms of taxes, an estimate: sums per term, the 60/40 split, what is '
  'left out. open_1256 counts what is open now.';
revoke all on function public.tax_year from public, anon, authenticated, service_role;
grant execute on function public.tax_year to authenticated;

-- Form 8949: what was received and what was paid, whichever came first. Of a short sale, columns (b) and (c) are the
-- day on which what closed it was acquired and delivered (Instructions for Form 8949).
create function public.tax_lines(
  p_year integer, p_account uuid default null, p_after text default null, p_limit integer default 100
) returns jsonb
language plpgsql stable security invoker set search_path = '' set plan_cache_mode = 'force_custom_plan' as $$
declare
  accounts uuid[] := public.accounts_meant(p_account);
  starts timestamptz := make_date(p_year, 1, 1)::timestamp at time zone 'America/New_York';
  ends timestamptz := make_date(p_year + 1, 1, 1)::timestamp at time zone 'America/New_York';
begin
  return (
    with page as (
      select
        c.*,
        c.value_open + c.fees_open as opened_for, c.gross - c.value_open + c.fees_close as closed_for,
        (c.opened_at at time zone 'America/New_York')::date as opened_on,
        (c.closed_at at time zone 'America/New_York')::date as closed_on
      from public.closings as c
      where c.account_id = any (accounts) and c.view in ('both', 'fold')
        and c.closed_at >= starts and c.closed_at < ends
        and (p_after is null or (c.closed_at, c.id) > (
          split_part(p_after, '|', 1)::timestamptz, split_part(p_after, '|', 2)))
      order by c.closed_at, c.id
      limit least(greatest(p_limit, 1), 1000)
    ), lines as (
      select
        p.*,
        case when p.is_short then p.opened_for else p.closed_for end as proceeds,
        p.carried - case when p.is_short then p.closed_for else p.opened_for end as cost
      from page as p
    )
    select jsonb_build_object(
      'items', coalesce(jsonb_agg(jsonb_build_object(
        'id', n.id, 'account_id', n.account_id, 'term', n.term,
        'description', trim_scale(n.quantity)::text || case when n.instrument_type = 'Equity' then ' sh. ' else ' ' end
          || regexp_replace(n.symbol, '\s+', ' ', 'g'),
        'symbol', n.symbol, 'underlying', n.underlying, 'quantity', trim_scale(n.quantity)::text,
        'is_short', n.is_short, 'acquired_on', case when n.is_short then n.closed_on else n.opened_on end,
        'sold_on', n.closed_on, 'proceeds', trim_scale(n.proceeds)::text, 'cost', trim_scale(n.cost)::text,
        'code', case when n.disallowed > 0 then 'W' else '' end, 'adjustment', trim_scale(n.disallowed)::text,
        'gain', trim_scale(n.proceeds - n.cost + n.disallowed)::text) order by n.closed_at, n.id), '[]'),
      'next', case when count(*) = least(greatest(p_limit, 1), 1000) then (
        array_agg(to_char(n.closed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '|' || n.id
          order by n.closed_at desc, n.id desc))[1] end)
    from lines as n
  );
end
$$;
comment on function public.tax_lines is
  'One page of the caller''s closings of a New York year as Form 8949 lists them, by day of sale, and the cursor of the '
  'next.';
revoke all on function public.tax_lines from public, anon, authenticated, service_role;
grant execute on function public.tax_lines to authenticated;
