-- Derived: a pure function of the account's rows, written by the service only and shown once published.
create table public.deliveries (
  id text collate "C" not null,
  user_id uuid not null,
  account_id uuid not null,
  view text not null check (view in ('both', 'broker', 'fold')),
  underlying text not null,
  option_row uuid not null,
  stock_row uuid not null,
  kind text not null check (kind in ('assignment', 'exercise')),
  option_symbol text not null,
  stock_symbol text not null,
  contracts numeric(20, 8) not null check (contracts > 0),
  units numeric(20, 8) not null check (units > 0),
  at timestamptz not null,
  digest text not null,
  born bigint not null,
  died bigint check (died > born),
  primary key (account_id, id, born),
  foreign key (account_id, user_id) references public.tastytrade_accounts (id, user_id) on delete cascade
);
comment on table public.deliveries is 'What an exercised or assigned option turned into.';
comment on column public.deliveries.id is 'A hash of what it is derived from: rebuilding gives the same id.';
comment on column public.deliveries.view is 'both: a delivery is the same by any rules.';
comment on column public.deliveries.option_row is 'The transaction that removed the option.';
comment on column public.deliveries.stock_row is 'The transaction that delivered stock or a future.';
comment on column public.deliveries.contracts is 'Contracts removed; unsigned.';
comment on column public.deliveries.units is 'Shares or futures delivered; unsigned.';
comment on column public.deliveries.digest is 'A hash of the content: an equal row is not written again.';
comment on column public.deliveries.born is 'The build that wrote the row; visible from its publication on.';
comment on column public.deliveries.died is 'The build that dropped or replaced it; null while it stands.';

create index deliveries_user_id_idx on public.deliveries (user_id);
create index deliveries_account_id_underlying_idx on public.deliveries (account_id, underlying);
create index deliveries_account_id_option_row_idx on public.deliveries (account_id, option_row);
create index deliveries_account_id_stock_row_idx on public.deliveries (account_id, stock_row);
create index deliveries_account_id_died_idx on public.deliveries (account_id, died) where died is not null;

alter table public.deliveries enable row level security;
revoke all on public.deliveries from public, anon, authenticated, service_role;
grant select on public.deliveries to authenticated;
grant select, insert, update (died), delete on public.deliveries to service_role;
create policy "Users read their own published deliveries" on public.deliveries
  for select to authenticated using (
    user_id = (select auth.uid())
    and exists (
      select from public.tastytrade_accounts as a
      where a.id = deliveries.account_id
        and deliveries.born <= a.books_version
        and (deliveries.died is null or deliveries.died > a.books_version)
    )
  );
