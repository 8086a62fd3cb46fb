-- Derived: a pure function of the account's rows, written by the service only and shown once published.
create table public.attention_items (
  id text collate "C" not null,
  user_id uuid not null,
  account_id uuid not null,
  view text not null default 'broker',
  code text not null,
  transaction_ids uuid[] not null,
  symbol text,
  underlying text not null,
  message text not null,
  digest text not null,
  born bigint not null,
  died bigint check (died > born),
  primary key (account_id, id, born),
  foreign key (account_id, user_id) references public.tastytrade_accounts (id, user_id) on delete cascade
);
comment on table public.attention_items is 'Something a person should look at, and which rows it is about.';
comment on column public.attention_items.id is 'A hash of what it is derived from: rebuilding gives the same id.';
comment on column public.attention_items.view is
  'Whose rules: broker books an assigned option at zero and its stock at the strike.';
comment on column public.attention_items.transaction_ids is 'The rows it is about.';
comment on column public.attention_items.underlying is 'Empty where the rows name none.';
comment on column public.attention_items.digest is 'A hash of the content: an equal row is not written again.';
comment on column public.attention_items.born is 'The build that wrote the row; visible from its publication on.';
comment on column public.attention_items.died is 'The build that dropped or replaced it; null while it stands.';

create index attention_items_user_id_idx on public.attention_items (user_id);
create index attention_items_account_id_underlying_idx on public.attention_items (account_id, underlying);
create index attention_items_account_id_died_idx on public.attention_items (account_id, died) where died is not null;

alter table public.attention_items enable row level security;
revoke all on public.attention_items from public, anon, authenticated, service_role;
grant select on public.attention_items to authenticated;
grant select, insert, update (died), delete on public.attention_items to service_role;
create policy "Users read their own published attention items" on public.attention_items
  for select to authenticated using (
    user_id = (select auth.uid())
    and exists (
      select from public.tastytrade_accounts as a
      where a.id = attention_items.account_id
        and attention_items.born <= a.books_version
        and (attention_items.died is null or attention_items.died > a.books_version)
    )
  );
