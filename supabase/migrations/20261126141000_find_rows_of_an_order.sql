-- The rows that an order's fills became.
create index transactions_account_id_order_id_idx on public.transactions (account_id, order_id)
  where order_id is not null;

drop function public.list_transactions(uuid, text, uuid[], text, integer, date, date, text, text, text);
create function public.list_transactions(
  p_account uuid default null, p_underlying text default null, p_ids uuid[] default null,
  p_after text default null, p_limit integer default 100, p_start date default null, p_end date default null,
  p_instrument_type text default null, p_kind text default null, p_search text default null, p_order text default null
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
        and (p_order is null or t.order_id = p_order)
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
  'p_kind is a type or sub-type; p_search a text in symbol, description, order or note, in any case; p_order the number '
  'of an order.';
revoke all on function public.list_transactions from public, anon, authenticated, service_role;
grant execute on function public.list_transactions to authenticated;
