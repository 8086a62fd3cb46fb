-- Orders to look at: any field of what the broker sent may be missing, of another type, or new.
alter table public.orders
  add column listed_at timestamptz not null
    generated always as (coalesce(received_at, updated_at, '1970-01-01 00:00:00+00')) stored;
comment on column public.orders.listed_at is
  'Where it stands in lists: when it was received, else last changed; 1970 where the broker told neither.';
drop index public.orders_account_id_received_at_idx, public.orders_user_id_received_at_idx;
create index orders_account_id_listed_at_idx on public.orders (account_id, listed_at desc, broker_id desc);
create index orders_user_id_listed_at_idx on public.orders (user_id, listed_at desc, account_id desc, broker_id desc);

create function public.told_number(p_text text) returns numeric
language sql immutable parallel safe security invoker set search_path = '' as $$
  select case when p_text ~ '^[+-]?\d{1,30}(\.\d{1,30})?$' then p_text::numeric end
$$;
comment on function public.told_number is 'The decimal that the broker wrote; null for anything else, "NaN" included.';
revoke all on function public.told_number from public, anon, authenticated, service_role;
grant execute on function public.told_number to authenticated;

create function public.told_cash(p_amount text, p_effect text) returns numeric
language sql immutable parallel safe security invoker set search_path = '' as $$
  select case lower(p_effect)
    when 'credit' then abs(public.told_number(p_amount))
    when 'debit' then -abs(public.told_number(p_amount))
    else public.told_number(p_amount) end
$$;
comment on function public.told_cash is
  'An amount signed by the effect beside it: a credit is +, a debit -; as it was written where there is neither.';
revoke all on function public.told_cash from public, anon, authenticated, service_role;
grant execute on function public.told_cash to authenticated;

create function public.told_moment(p_text text) returns timestamptz
language sql stable parallel safe security invoker set search_path = '' as $$
  select case
    when p_text ~ '^\d{13}$' then '1970-01-01 00:00:00+00'::timestamptz + p_text::bigint * interval '1 millisecond'
    when p_text ~ '^(19|20|21)\d\d-\d\d-\d\dT' and pg_input_is_valid(p_text, 'timestamptz') then p_text::timestamptz
    end
$$;
comment on function public.told_moment is 'The moment that the broker wrote, as ISO 8601 or in milliseconds; else null.';
revoke all on function public.told_moment from public, anon, authenticated, service_role;
grant execute on function public.told_moment to authenticated;

create function public.told_list(p_value jsonb) returns jsonb
language sql immutable parallel safe security invoker set search_path = '' as $$
  select case jsonb_typeof(p_value) when 'array' then p_value else '[]' end
$$;
comment on function public.told_list is 'A list that the broker sent; an empty one for anything else.';
revoke all on function public.told_list from public, anon, authenticated, service_role;
grant execute on function public.told_list to authenticated;

create function public.order_group(p_status text) returns text
language sql immutable parallel safe security invoker set search_path = '' as $$
  select case
    when p_status = 'Filled' then 'filled'
    when p_status in ('Cancelled', 'Rejected', 'Expired', 'Removed', 'Partially Removed') then 'ended'
    when p_status in (
      'Received', 'Live', 'Contingent', 'Routed', 'In Flight', 'Cancel Requested', 'Replace Requested') then 'working'
    end
$$;
comment on function public.order_group is
  'What a status comes to: working, filled, or ended without being filled; null for one we do not know.';
revoke all on function public.order_group from public, anon, authenticated, service_role;
grant execute on function public.order_group to authenticated;

create function public.order_leg(p_leg jsonb) returns jsonb
language sql stable parallel safe security invoker set search_path = '' as $$
  with fills as (
    select
      f.place, public.told_number(f.one ->> 'quantity') as quantity, public.told_number(f.one ->> 'fill-price') as price,
      public.told_moment(f.one ->> 'filled-at') as filled_at
    from jsonb_array_elements(public.told_list(p_leg -> 'fills')) with ordinality as f (one, place)
  ), summed as (  -- a fill without its numbers makes the sums unknown, not smaller
    select
      case
        when jsonb_typeof(p_leg -> 'fills') is distinct from 'array' then null
        when count(*) = count(f.quantity) then coalesce(sum(f.quantity), 0) end as filled,
      case when count(*) = count(f.quantity * f.price) and sum(f.quantity) > 0
        then round(sum(f.quantity * f.price) / sum(f.quantity), 8) end as average_price,
      coalesce(jsonb_agg(jsonb_build_object(
        'quantity', trim_scale(f.quantity)::text, 'price', trim_scale(f.price)::text, 'filled_at', f.filled_at)
        order by f.filled_at, f.place), '[]') as fills
    from fills as f
  )
  select jsonb_build_object(
    'action', p_leg ->> 'action', 'symbol', p_leg ->> 'symbol', 'instrument_type', p_leg ->> 'instrument-type',
    'quantity', trim_scale(public.told_number(p_leg ->> 'quantity'))::text,
    'remaining', trim_scale(public.told_number(p_leg ->> 'remaining-quantity'))::text,
    'filled', trim_scale(s.filled)::text, 'average_price', trim_scale(s.average_price)::text, 'fills', s.fills)
  from summed as s
$$;
comment on function public.order_leg is
  'A leg as a reader sees it, numbers as text. Quantities have no sign: the action says which way. The average price is '
  'that of its fills by quantity, per share or unit of premium, without a sign, to 8 places.';
revoke all on function public.order_leg from public, anon, authenticated, service_role;
grant execute on function public.order_leg to authenticated;

create function public.order_lines(p_orders public.orders[]) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(
    jsonb_build_object(
      'account_id', o.account_id, 'broker_id', o.broker_id, 'underlying', o.underlying, 'status', o.status,
      'group', public.order_group(o.status), 'received_at', o.received_at, 'updated_at', o.updated_at,
      'terminal_at', public.told_moment(o.raw ->> 'terminal-at'),
      'type', o.raw ->> 'order-type', 'time_in_force', o.raw ->> 'time-in-force',
      'price', trim_scale(public.told_cash(o.raw ->> 'price', o.raw ->> 'price-effect'))::text,
      'price_effect', o.raw ->> 'price-effect',
      'stop_trigger', trim_scale(public.told_number(o.raw ->> 'stop-trigger'))::text,
      'value', trim_scale(public.told_cash(o.raw ->> 'value', o.raw ->> 'value-effect'))::text,
      'size', trim_scale(public.told_number(o.raw ->> 'size'))::text,
      'complex_order_id', o.raw ->> 'complex-order-id', 'complex_order_tag', o.raw ->> 'complex-order-tag',
      'reject_reason', o.raw ->> 'reject-reason')
    || jsonb_build_object('legs', (
      select coalesce(jsonb_agg(public.order_leg(leg.one) order by leg.place), '[]')
      from jsonb_array_elements(public.told_list(o.raw -> 'legs')) with ordinality as leg (one, place)))
    order by o.listed_at desc, o.account_id desc, o.broker_id desc), '[]')
  from unnest(p_orders) as o
$$;
comment on function public.order_lines is
  'Orders as a reader sees them, newest first; numbers as text. Price and value: + received, - paid.';
revoke all on function public.order_lines from public, anon, authenticated, service_role;
grant execute on function public.order_lines to authenticated;

create function public.list_orders(
  p_account uuid default null, p_underlying text default null, p_group text default null, p_start date default null,
  p_end date default null, p_search text default null, p_order text default null, p_after text default null,
  p_limit integer default 100
) returns jsonb
language plpgsql stable security invoker set search_path = '' set plan_cache_mode = 'force_custom_plan' as $$
declare
  pattern text := '%' || regexp_replace(p_search, '([\\%_])', '\\\1', 'g') || '%';
  size integer := least(greatest(p_limit, 1), 1000);
begin
  if length(p_search) > 200 then
    raise sqlstate '22023' using message = 'search_too_long';
  end if;
  return (
    with page as (
      select o
      from public.orders as o
      where (p_account is null or o.account_id = p_account)
        and (p_underlying is null or o.underlying = p_underlying)
        and (p_group is null or public.order_group(o.status) = p_group)
        and (p_order is null or o.broker_id = p_order)
        and (
          p_search is null or o.broker_id ilike pattern or o.underlying ilike pattern or o.status ilike pattern
          or o.raw ->> 'order-type' ilike pattern or o.raw ->> 'complex-order-id' ilike pattern
          or o.raw ->> 'reject-reason' ilike pattern
          or exists (
            select from jsonb_array_elements(public.told_list(o.raw -> 'legs')) as leg
            where leg ->> 'symbol' ilike pattern or leg ->> 'action' ilike pattern))
        and o.listed_at >= coalesce(p_start::timestamp at time zone 'America/New_York', '-infinity')
        and o.listed_at < coalesce((p_end + 1)::timestamp at time zone 'America/New_York', 'infinity')
        and (o.listed_at, o.account_id, o.broker_id) < (
          coalesce(split_part(p_after, '|', 1)::timestamptz, 'infinity'),
          coalesce(split_part(p_after, '|', 2)::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'),
          coalesce(substring(p_after from '^[^|]*\|[^|]*\|(.*)$'), '') collate "C")
      order by o.listed_at desc, o.account_id desc, o.broker_id desc
      limit size
    )
    select jsonb_build_object(
      'items', public.order_lines(array_agg(p.o)),
      'next', case when count(*) = size then (
        array_agg(to_char((p.o).listed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
          || '|' || (p.o).account_id || '|' || (p.o).broker_id
          order by (p.o).listed_at, (p.o).account_id, (p.o).broker_id))[1] end)
    from page as p
  );
end
$$;
comment on function public.list_orders is
  'One page of the caller''s orders of the New York days p_start to p_end, newest first, and the cursor of the next. '
  'p_group is one of order_group; p_search a text in number, underlying, status, type, reason, or a leg''s symbol or '
  'action, in any case; p_order the broker''s id of one.';
revoke all on function public.list_orders from public, anon, authenticated, service_role;
grant execute on function public.list_orders to authenticated;
