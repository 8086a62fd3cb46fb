-- Two views of the books, trades, taxes. Books from before say built_with '', so all of them are built anew.
alter table public.closings
  add column value_open numeric(24, 10) not null default 0,
  add column trade_id text collate "C" not null default '',
  add column term text check (term in ('short', 'long', '1256')),
  add column disallowed numeric(24, 10) check (disallowed >= 0),
  add column carried numeric(24, 10) check (carried >= 0),
  add constraint closings_view_check check (view in ('both', 'broker', 'fold')),
  add constraint closings_tax_check check (view = 'broker' or num_nulls(term, disallowed, carried) = 0);
comment on column public.closings.view is
  'Whose rules: broker books an assigned option at zero and its stock at the strike, fold moves the option''s premium '
  'into the stock; both where they agree.';
comment on column public.closings.value_open is
  'USD of the opening in gross; - paid for a long lot, + received for a short one.';
comment on column public.closings.trade_id is 'The trade it is part of; the same in every view.';
comment on column public.closings.term is 'How it is taxed; null where only the broker books it so.';
comment on column public.closings.disallowed is 'USD of the loss that a wash sale disallows; >= 0.';
comment on column public.closings.carried is
  'USD of losses that earlier wash sales disallowed and this lot carries in its cost; >= 0.';
create index closings_account_id_trade_id_idx on public.closings (account_id, trade_id);
create index closings_account_id_opening_id_idx on public.closings (account_id, opening_id);
create index closings_account_id_closing_id_idx on public.closings (account_id, closing_id);

alter table public.open_lots
  add column trade_id text collate "C" not null default '',
  add column expires_on date,
  add column multiplier numeric(20, 8),
  add constraint open_lots_view_check check (view in ('both', 'broker', 'fold'));
comment on column public.open_lots.view is
  'Whose rules: broker books an assigned option at zero and its stock at the strike, fold moves the option''s premium '
  'into the stock; both where they agree.';
comment on column public.open_lots.value is
  'USD at opening before fees; - paid for a long lot, + received for a short one. An outright future''s is its '
  'notional value, which no cash moved for.';
comment on column public.open_lots.trade_id is 'The trade it is part of; the same in every view.';
comment on column public.open_lots.expires_on is 'Day of expiry, where there is one and it is known.';
comment on column public.open_lots.multiplier is 'USD per 1.0 of price and unit of quantity, where known.';
create index open_lots_account_id_trade_id_idx on public.open_lots (account_id, trade_id);

alter table public.attention_items
  add column amount numeric(24, 10) not null default 0,
  add column actions text[] not null default '{}',
  add constraint attention_items_view_check check (view in ('both', 'broker', 'fold'));
comment on column public.attention_items.amount is
  'What its rows did to cash, in their currency; + received, - paid.';
comment on column public.attention_items.actions is 'What helps: enter_basis, import_more, acknowledge.';

alter table public.cash_events
  drop constraint cash_events_kind_check,
  add constraint cash_events_kind_check check (kind in (
    'dividends', 'interest', 'lending', 'fees', 'fee_adjustments', 'adjustments', 'deposits', 'withdrawals',
    'transfers', 'mark_to_market', 'unclassified'
  )),
  add constraint cash_events_view_check check (view in ('both', 'broker', 'fold'));
comment on column public.cash_events.kind is
  'mark_to_market is the daily settlement of futures: cash, and no profit of its own.';

alter table public.daily_rollup
  drop constraint daily_rollup_kind_check,
  add constraint daily_rollup_kind_check check (kind in (
    'gross', 'fees_open', 'fees_close',
    'dividends', 'interest', 'lending', 'fees', 'fee_adjustments', 'adjustments', 'deposits', 'withdrawals',
    'transfers', 'mark_to_market', 'unclassified',
    'tax_net', 'tax_disallowed', 'tax_carried'
  )),
  add constraint daily_rollup_view_check check (view in ('both', 'broker', 'fold')),
  add constraint daily_rollup_tax_check
    check (kind not like 'tax\_%' or (view <> 'broker' and instrument_type in ('short', 'long', '1256')));
comment on column public.daily_rollup.view is
  'Whose rules; a line that is the same in both views is stored once, as both.';
comment on column public.daily_rollup.kind is
  'gross, fees_open and fees_close of closings; tax_net, tax_disallowed and tax_carried are of the same closings in '
  'terms of taxes and no part of any other sum; the others are kinds of cash.';
comment on column public.daily_rollup.instrument_type is
  'Empty where the cash belongs to none; of the tax kinds the term: short, long or 1256.';
