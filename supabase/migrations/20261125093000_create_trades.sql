-- Derived: a pure function of the account's rows, written by the service only and shown once published.
create table public.trades (
  id text collate "C" not null,
  user_id uuid not null,
  account_id uuid not null,
  view text not null check (view in ('both', 'broker', 'fold')),
  trade_id text collate "C" not null,
  underlying text not null,
  signature text not null,
  units numeric(20, 8),
  order_id text,
  status text not null check (status in ('open', 'partly_closed', 'closed')),
  opened_at timestamptz not null,
  closed_at timestamptz,
  days_held integer check (days_held >= 1),
  close_reason text,
  opening_value numeric(24, 10) not null,
  gross numeric(24, 10) not null,
  fees_open numeric(24, 10) not null,
  fees_close numeric(24, 10) not null,
  open_value numeric(24, 10) not null,
  open_fees numeric(24, 10) not null,
  max_profit numeric(24, 10),
  share_of_max numeric(24, 10),
  closings integer not null check (closings >= 0),
  open_lots integer not null check (open_lots >= 0),
  digest text not null,
  born bigint not null,
  died bigint check (died > born),
  check ((status = 'closed') = (closed_at is not null)),
  primary key (account_id, id, born),
  foreign key (account_id, user_id) references public.tastytrade_accounts (id, user_id) on delete cascade
);
comment on table public.trades is 'What one opening order opened in one underlying, until all of it was closed.';
comment on column public.trades.id is 'A hash of what it is derived from, the view included.';
comment on column public.trades.view is
  'Whose rules: broker books an assigned option at zero and its stock at the strike, fold moves the option''s premium '
  'into the stock; both where they agree.';
comment on column public.trades.trade_id is 'The same in every view.';
comment on column public.trades.signature is 'Its legs as opened, in lowest terms.';
comment on column public.trades.units is
  'How many times the signature was opened; null where legs have no common measure.';
comment on column public.trades.days_held is 'Calendar days in New York, at least 1; null while it is open.';
comment on column public.trades.close_reason is 'The one reason of its closings, mixed if there are several.';
comment on column public.trades.opening_value is 'USD of opening it before fees; + received, - paid.';
comment on column public.trades.gross is 'USD received minus paid before fees, of what is closed.';
comment on column public.trades.fees_open is 'USD of opening what is closed; <= 0 when charged.';
comment on column public.trades.fees_close is 'USD of closing; <= 0 when charged.';
comment on column public.trades.open_value is 'USD at opening of what is open, before fees; + received, - paid.';
comment on column public.trades.open_fees is 'USD of opening what is open; <= 0 when charged.';
comment on column public.trades.max_profit is
  'USD it could earn at most by its expiry, before fees; null where that is not defined.';
comment on column public.trades.share_of_max is 'gross / max_profit of a closed trade; 1 is all of it.';
comment on column public.trades.digest is 'A hash of the content: an equal row is not written again.';
comment on column public.trades.born is 'The build that wrote the row; visible from its publication on.';
comment on column public.trades.died is 'The build that dropped or replaced it; null while it stands.';

create index trades_user_id_opened_at_idx on public.trades (user_id, opened_at desc, trade_id desc);
create index trades_account_id_closed_at_idx on public.trades (account_id, closed_at);
create index trades_account_id_trade_id_idx on public.trades (account_id, trade_id);
create index trades_user_id_trade_id_idx on public.trades (user_id, trade_id);
create index trades_account_id_underlying_idx on public.trades (account_id, underlying);
-- Open ones are few among many closed ones, and asked for by themselves.
create index trades_account_id_open_idx on public.trades (account_id, opened_at desc, trade_id desc)
  where status <> 'closed';
create index trades_account_id_died_idx on public.trades (account_id, died) where died is not null;

alter table public.trades enable row level security;
revoke all on public.trades from public, anon, authenticated, service_role;
grant select on public.trades to authenticated;
grant select, insert, update (died), delete on public.trades to service_role;
create policy "Users read their own published trades" on public.trades
  for select to authenticated using (
    user_id = (select auth.uid())
    and exists (
      select from public.tastytrade_accounts as a
      where a.id = trades.account_id
        and trades.born <= a.books_version
        and (trades.died is null or trades.died > a.books_version)
    )
  );
