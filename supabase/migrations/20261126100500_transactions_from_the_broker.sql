-- Rows that come from the broker itself, beside those that files bring (docs/decisions/0025).
alter table public.transactions
  alter column import_id drop not null,
  add column run_id uuid,
  add column broker_day date,
  add column digest text,
  add column withdrawn_at timestamptz,
  drop constraint transactions_raw_check,
  add constraint transactions_raw_check check (
    jsonb_typeof(raw) = 'object' and pg_column_size(raw) <= case layout when 'api' then 262144 else 16384 end),
  -- What a file's writer cannot give, a row must have that says it is the broker's: nobody else can make one, and no
  -- file is richer.
  add constraint transactions_source_check check (
    case layout
      when 'api' then richness = 100 and num_nulls(run_id, broker_id, broker_day, digest) = 0
      else richness < 100 and import_id is not null and num_nonnulls(run_id, broker_day, digest, withdrawn_at) = 0
    end),
  add constraint transactions_digest_check check (length(digest) between 1 and 200),
  add constraint transactions_broker_day_check check (broker_day >= '1970-01-01' and broker_day < '2200-01-01');
comment on table public.transactions is
  'Rows of a broker''s history, from files (store_rows) and from the broker (store_broker_rows); id is ours and lasts '
  'for life.';
comment on column public.transactions.layout is 'Which layout of file told the row, or api: the broker itself.';
comment on column public.transactions.import_id is
  'The import that added the row, or last completed it; null for one that no file brought.';
comment on column public.transactions.run_id is
  'The sync that last wrote the row; it may be forgotten by now. Null for one that only files brought.';
comment on column public.transactions.broker_day is
  'The broker''s transaction date: what a sync''s windows are made of. No day of ours: settlements carry the next.';
comment on column public.transactions.digest is 'Of raw: an equal row is not written again.';
comment on column public.transactions.withdrawn_at is
  'When the broker no longer had the row: it is kept and listed, and is in no books.';

create unique index transactions_account_id_broker_id_idx
  on public.transactions (account_id, broker_id) where layout = 'api';
create index transactions_account_id_broker_day_idx
  on public.transactions (account_id, broker_day) where layout = 'api';

grant
  insert,
  update (
    identity, nth, executed_at, type, sub_type, action, symbol, underlying, root_symbol, instrument_type, description,
    quantity, price, multiplier, value, commission, fees, net_value, expires_on, strike, option_right, order_id,
    currency, layout, richness, sequence, broker_id, reverses, raw, run_id, broker_day, digest, withdrawn_at,
    changed_in
  )
  on public.transactions to service_role;

alter table public.tastytrade_accounts
  add column covered_from timestamptz,
  add column covered_until timestamptz,
  add constraint tastytrade_accounts_covered_check check (covered_from <= covered_until);
comment on column public.tastytrade_accounts.source is 'tastytrade once it was linked, and from then on.';
comment on column public.tastytrade_accounts.covered_from is
  'With covered_until the time from which syncs brought every row; kept when the account is unlinked.';
comment on column public.tastytrade_accounts.rows_version is
  'Raised whenever what the books are derived from changes: a row is added, completed, changed or withdrawn, a basis, '
  'lifo_from.';
grant update (rows_version, covered_from, covered_until) on public.tastytrade_accounts to service_role;

create or replace function public.ledger_rows(
  p_account uuid, p_underlyings text[] default null, p_after_at timestamptz default null,
  p_after_id uuid default null, p_limit integer default 5000
) returns jsonb
language plpgsql stable security invoker set search_path = '' set plan_cache_mode = 'force_custom_plan' as $$
begin
  return (
    with page as (
      select t
      from public.transactions as t
      where t.account_id = p_account and t.withdrawn_at is null
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
comment on function public.ledger_rows is
  'One page of an account''s rows for the engine, oldest first, without those that the broker withdrew.';

create or replace function public.corporate_action_rows(p_account uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select public.ledger_lines(array_agg(t))
  from public.transactions as t
  where t.account_id = p_account and t.withdrawn_at is null
    and t.type = 'Receive Deliver'
    and coalesce(t.sub_type, '') not in (
      'Buy to Open', 'Sell to Open', 'Buy to Close', 'Sell to Close', 'Expiration', 'Assignment', 'Exercise',
      'Cash Settled Assignment', 'Cash Settled Exercise')
$$;

-- What the broker sends is nested and typed; a reader is shown the text of each cell, as a file's would be.
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
      'broker_id', t.broker_id, 'account_reference', t.account_reference, 'withdrawn_at', t.withdrawn_at)
    || jsonb_build_object('note', n.note, 'basis', trim_scale(o.basis)::text, 'acquired_on', o.acquired_on)
    || jsonb_build_object('sequence', t.sequence, 'reverses', t.reverses, 'is_asked_for', l.id is not null)
    || case when p_raw then jsonb_build_object('raw', (
      select coalesce(jsonb_object_agg(cell.key, coalesce(cell.value #>> '{}', '')), '{}')
      from jsonb_each(t.raw) as cell)) else '{}'::jsonb end
    order by t.executed_at desc, t.id desc), '[]')
  from unnest(p_rows) as t
  left join public.row_notes as n on n.transaction_id = t.id
  left join public.row_overrides as o on o.transaction_id = t.id
  left join listed as l on l.id = t.id
$$;

create or replace function public.account_coverage(p_account uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$
  with stretches as (
    select tstzrange(i.first_at, i.last_at, '[]') as stretch
    from public.imports as i
    where i.account_id = p_account and i.state in ('stored', 'published') and i.first_at is not null
    union all
    select tstzrange(a.covered_from, a.covered_until, '[]')
    from public.tastytrade_accounts as a where a.id = p_account and a.covered_from is not null
  ), spans as (
    select unnest(range_agg(s.stretch)) as span from stretches as s
  )
  select jsonb_build_object(
    'rows', count(*),
    'first_at', min(t.executed_at),
    'last_at', max(t.executed_at),
    'days', (
      select coalesce(jsonb_agg(
        jsonb_build_object('first_at', lower(s.span), 'last_at', upper(s.span)) order by s.span), '[]')
      from spans as s
    ))
  from public.transactions as t
  where t.account_id = p_account and t.withdrawn_at is null
$$;
comment on function public.account_coverage is
  'How many rows an account holds, from when to when, and the spans its imports and syncs cover, overlapping ones '
  'merged.';
