-- Derived: a pure function of the account's rows, written by the service only and shown once published.
create table public.open_lots (
  id text collate "C" not null,
  user_id uuid not null,
  account_id uuid not null,
  view text not null default 'broker',
  symbol text not null,
  underlying text not null,
  instrument_type text not null,
  opening_id uuid not null,
  quantity numeric(20, 8) not null check (quantity <> 0),
  value numeric(24, 10) not null,
  fees numeric(24, 10) not null,
  opened_at timestamptz not null,
  basis_source text,
  digest text not null,
  born bigint not null,
  died bigint check (died > born),
  primary key (account_id, id, born),
  foreign key (account_id, user_id) references public.tastytrade_accounts (id, user_id) on delete cascade
);
comment on table public.open_lots is 'What is left of one opening row.';
comment on column public.open_lots.id is 'A hash of what it is derived from: rebuilding gives the same id.';
comment on column public.open_lots.view is
  'Whose rules: broker books an assigned option at zero and its stock at the strike.';
comment on column public.open_lots.quantity is 'Shares, contracts or coins; + long, - short.';
comment on column public.open_lots.value is
  'USD at opening before fees; - paid for a long lot, + received for a short one.';
comment on column public.open_lots.fees is
  'USD of the opening row''s commission and fees left with the lot; <= 0 when charged.';
comment on column public.open_lots.opening_id is 'The transaction that opened the lot.';
comment on column public.open_lots.basis_source is 'Where a basis that is no fill came from; null for a fill.';
comment on column public.open_lots.underlying is 'Empty where the row names none.';
comment on column public.open_lots.digest is 'A hash of the content: an equal row is not written again.';
comment on column public.open_lots.born is 'The build that wrote the row; visible from its publication on.';
comment on column public.open_lots.died is 'The build that dropped or replaced it; null while it stands.';

create index open_lots_user_id_underlying_idx on public.open_lots (user_id, underlying);
create index open_lots_account_id_underlying_idx on public.open_lots (account_id, underlying);
create index open_lots_account_id_died_idx on public.open_lots (account_id, died) where died is not null;

alter table public.open_lots enable row level security;
revoke all on public.open_lots from public, anon, authenticated, service_role;
grant select on public.open_lots to authenticated;
grant select, insert, update (died), delete on public.open_lots to service_role;
create policy "Users read their own published open lots" on public.open_lots
  for select to authenticated using (
    user_id = (select auth.uid())
    and exists (
      select from public.tastytrade_accounts as a
      where a.id = open_lots.account_id
        and open_lots.born <= a.books_version
        and (open_lots.died is null or open_lots.died > a.books_version)
    )
  );
