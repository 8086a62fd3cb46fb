-- Derived: a pure function of the account's rows, written by the service only and shown once published.
create table public.closings (
  id text collate "C" not null,
  user_id uuid not null,
  account_id uuid not null,
  view text not null default 'broker',
  symbol text not null,
  underlying text not null,
  instrument_type text not null,
  opening_id uuid not null,
  closing_id uuid not null,
  is_short boolean not null,
  quantity numeric(20, 8) not null check (quantity > 0),
  opened_at timestamptz not null,
  closed_at timestamptz not null,
  gross numeric(24, 10) not null,
  fees_open numeric(24, 10) not null,
  fees_close numeric(24, 10) not null,
  reason text not null,
  digest text not null,
  born bigint not null,
  died bigint check (died > born),
  primary key (account_id, id, born),
  foreign key (account_id, user_id) references public.tastytrade_accounts (id, user_id) on delete cascade
);
comment on table public.closings is 'One closed part of one lot: what it earned.';
comment on column public.closings.id is 'A hash of what it is derived from: rebuilding gives the same id.';
comment on column public.closings.view is
  'Whose rules: broker books an assigned option at zero and its stock at the strike.';
comment on column public.closings.quantity is 'Shares, contracts or coins; unsigned.';
comment on column public.closings.gross is 'USD received minus paid before fees, opening and closing together.';
comment on column public.closings.fees_open is 'USD of the opening row''s commission and fees; <= 0 when charged.';
comment on column public.closings.fees_close is 'USD of the closing row''s commission and fees; <= 0 when charged.';
comment on column public.closings.opening_id is 'The transaction that opened the lot.';
comment on column public.closings.closing_id is 'The transaction that closed this part.';
comment on column public.closings.underlying is 'Empty where the row names none.';
comment on column public.closings.digest is 'A hash of the content: an equal row is not written again.';
comment on column public.closings.born is 'The build that wrote the row; visible from its publication on.';
comment on column public.closings.died is 'The build that dropped or replaced it; null while it stands.';

create index closings_user_id_closed_at_idx on public.closings (user_id, closed_at desc, id desc);
create index closings_account_id_underlying_idx on public.closings (account_id, underlying);
create index closings_account_id_died_idx on public.closings (account_id, died) where died is not null;

alter table public.closings enable row level security;
revoke all on public.closings from public, anon, authenticated, service_role;
grant select on public.closings to authenticated;
grant select, insert, update (died), delete on public.closings to service_role;
create policy "Users read their own published closings" on public.closings
  for select to authenticated using (
    user_id = (select auth.uid())
    and exists (
      select from public.tastytrade_accounts as a
      where a.id = closings.account_id
        and closings.born <= a.books_version
        and (closings.died is null or closings.died > a.books_version)
    )
  );
