-- What orders rows of one moment and what takes a row back; bounds for everything a file can hold.
alter table public.transactions
  add column sequence bigint not null default 0,
  add column reverses text,
  add constraint transactions_executed_at_check
    check (executed_at >= '1970-01-01 00:00:00+00' and executed_at < '2200-01-01 00:00:00+00'),
  add constraint transactions_lengths_check check (
    greatest(
      length(type), length(sub_type), length(action), length(symbol), length(underlying), length(root_symbol),
      length(instrument_type), length(order_id), length(currency), length(layout), length(broker_id),
      length(account_reference), length(reverses)) <= 200
    and length(description) <= 2000),
  add constraint transactions_id_account_id_user_id_key unique (id, account_id, user_id);
comment on column public.transactions.sequence is
  'The broker''s own numbering, which orders rows of one moment; 0 where the source has none.';
comment on column public.transactions.reverses is 'The broker_id of the row that this one takes back.';
comment on constraint transactions_id_account_id_user_id_key on public.transactions is
  'What a user''s own words on a row point at: the key names the owner, for foreign keys bypass row security.';

create or replace function public.store_rows(p_account uuid, p_import uuid, p_rows jsonb) returns jsonb
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
      option_right, order_id, currency, layout, richness, sequence, broker_id, reverses, account_reference, raw,
      import_id, changed_in
    )
    select
      r.id, owner_id, p_account, r.identity, r.nth, r.executed_at, r.type, r.sub_type, r.action, r.symbol, r.underlying,
      r.root_symbol, r.instrument_type, coalesce(r.description, ''), coalesce(r.quantity, 0), r.price, r.multiplier,
      r.value, coalesce(r.commission, 0), coalesce(r.fees, 0), r.net_value, r.expires_on, r.strike, r.option_right,
      r.order_id, coalesce(r.currency, 'USD'), r.layout, r.richness, coalesce(r.sequence, 0), r.broker_id, r.reverses,
      r.account_reference, r.raw, p_import, next_version
    from incoming as r
    on conflict (account_id, identity, nth) do update set (
      executed_at, type, sub_type, action, symbol, underlying, root_symbol, instrument_type, description, quantity,
      price, multiplier, value, commission, fees, net_value, expires_on, strike, option_right, order_id, currency,
      layout, richness, sequence, broker_id, reverses, account_reference, raw, import_id, changed_in
    ) = row(
      excluded.executed_at, excluded.type, excluded.sub_type, excluded.action, excluded.symbol, excluded.underlying,
      excluded.root_symbol, excluded.instrument_type, excluded.description, excluded.quantity, excluded.price,
      excluded.multiplier, excluded.value, excluded.commission, excluded.fees, excluded.net_value, excluded.expires_on,
      excluded.strike, excluded.option_right, excluded.order_id, excluded.currency, excluded.layout, excluded.richness,
      coalesce(nullif(excluded.sequence, 0), t.sequence), coalesce(excluded.broker_id, t.broker_id),
      coalesce(excluded.reverses, t.reverses), coalesce(excluded.account_reference, t.account_reference),
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
