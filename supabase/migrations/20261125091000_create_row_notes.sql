-- What the owner notes on a row; nothing is derived from it.
create table public.row_notes (
  transaction_id uuid primary key,
  account_id uuid not null,
  user_id uuid not null,
  note text not null check (length(btrim(note)) between 1 and 2000 and length(note) <= 2000),
  changed_at timestamptz not null default now(),
  foreign key (transaction_id, account_id, user_id)
    references public.transactions (id, account_id, user_id) on delete cascade
);
comment on table public.row_notes is 'What the owner notes on a row; kept through every re-import.';

create index row_notes_account_id_idx on public.row_notes (account_id);
create index row_notes_user_id_idx on public.row_notes (user_id);

alter table public.row_notes enable row level security;
revoke all on public.row_notes from public, anon, authenticated, service_role;
grant
  select, delete, insert (transaction_id, account_id, user_id, note), update (note, changed_at)
  on public.row_notes to authenticated;
create policy "Users read their own notes" on public.row_notes
  for select to authenticated using (user_id = (select auth.uid()));
create policy "Users add notes to their own rows" on public.row_notes
  for insert to authenticated with check (user_id = (select auth.uid()));
create policy "Users change their own notes" on public.row_notes
  for update to authenticated using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
create policy "Users drop their own notes" on public.row_notes
  for delete to authenticated using (user_id = (select auth.uid()));

create function public.set_note(p_transaction uuid, p_note text default null) returns void
language plpgsql volatile security invoker set search_path = '' as $$
declare
  noted public.transactions;
begin
  select t.* into noted from public.transactions as t where t.id = p_transaction;
  if not found then
    raise sqlstate 'PT404' using message = 'transaction_not_found';
  end if;
  if p_note is null then
    delete from public.row_notes where transaction_id = p_transaction;
  else
    insert into public.row_notes (transaction_id, account_id, user_id, note)
    values (noted.id, noted.account_id, noted.user_id, p_note)
    on conflict (transaction_id) do update set note = excluded.note, changed_at = now();
  end if;
end
$$;
comment on function public.set_note is 'Keep a note on one of the caller''s rows, or drop it (null).';
revoke all on function public.set_note from public, anon, authenticated, service_role;
grant execute on function public.set_note to authenticated;
