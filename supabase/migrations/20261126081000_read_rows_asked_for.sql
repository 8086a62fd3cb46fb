-- A row says whether the books ask what its position had cost: the domain decides from it where a basis may be entered.
create or replace function public.row_lines(p_rows public.transactions[], p_raw boolean) returns jsonb
language sql stable security invoker set search_path = '' as $$
  with listed as (
    select distinct unnest(i.transaction_ids) as id
    from public.attention_items as i
    where i.account_id in (select r.account_id from unnest(p_rows) as r) and 'enter_basis' = any (i.actions)
  )
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
    || jsonb_build_object('sequence', t.sequence, 'reverses', t.reverses, 'is_asked_for', l.id is not null)
    || case when p_raw then jsonb_build_object('raw', t.raw) else '{}'::jsonb end
    order by t.executed_at desc, t.id desc), '[]')
  from unnest(p_rows) as t
  left join public.row_notes as n on n.transaction_id = t.id
  left join public.row_overrides as o on o.transaction_id = t.id
  left join listed as l on l.id = t.id
$$;
