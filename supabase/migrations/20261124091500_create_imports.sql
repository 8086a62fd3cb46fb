-- One file a user dropped on the import page, and how far it came.
create table public.imports (
  id uuid primary key,  -- chosen by the browser, so that a repeated upload is the same import
  user_id uuid not null default auth.uid(),
  account_id uuid not null,
  file_name text not null check (length(file_name) between 1 and 255),
  layout text check (length(layout) between 1 and 20),
  state text not null default 'received' check (state in ('received', 'read', 'stored', 'published', 'failed')),
  rows_read integer check (rows_read >= 0),
  rows_stored integer check (rows_stored >= 0),
  rows_new integer check (rows_new >= 0),
  rows_completed integer check (rows_completed >= 0),
  rows_known integer check (rows_known >= 0),
  first_at timestamptz,
  last_at timestamptz,
  rows_version bigint not null default 0,
  error jsonb check (jsonb_typeof(error) = 'object' and pg_column_size(error) <= 8192),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (first_at <= last_at),
  unique (id, account_id),
  foreign key (account_id, user_id) references public.tastytrade_accounts (id, user_id) on delete cascade
);
comment on table public.imports is 'One imported file: received, read, stored, then published with the books.';
comment on column public.imports.rows_read is 'Rows in the file; null until it was read.';
comment on column public.imports.rows_stored is 'Rows handed to store_rows so far: new, completed and known together.';
comment on column public.imports.rows_new is 'Rows of the file that were not there before.';
comment on column public.imports.rows_completed is 'Rows that were there and became richer by this file.';
comment on column public.imports.rows_known is 'Rows that were there already, as rich as this.';
comment on column public.imports.first_at is 'Time of the oldest row: with last_at the span the file covers.';
comment on column public.imports.rows_version is
  'The account''s rows_version after the last stored chunk; published once the books are built from it.';
comment on column public.imports.error is 'Why it failed: code, message, line, column.';

create index imports_account_id_created_at_idx on public.imports (account_id, created_at desc);
create index imports_user_id_created_at_idx on public.imports (user_id, created_at desc);

alter table public.imports enable row level security;
revoke all on public.imports from public, anon, authenticated, service_role;
grant
  select,
  insert (
    id, user_id, account_id, file_name, layout, state, rows_read, rows_stored, rows_new, rows_completed, rows_known,
    first_at, last_at, error
  ),
  update (
    layout, state, rows_read, rows_stored, rows_new, rows_completed, rows_known, first_at, last_at, error
  )
  on public.imports to authenticated;
grant select, update (state) on public.imports to service_role;
create policy "Users read their own imports" on public.imports
  for select to authenticated using (user_id = (select auth.uid()));
create policy "Users start imports that are not published" on public.imports
  for insert to authenticated with check (user_id = (select auth.uid()) and state <> 'published');
create policy "Users follow their imports up to publication" on public.imports
  for update to authenticated
  using (user_id = (select auth.uid()) and state <> 'published')
  with check (user_id = (select auth.uid()) and state <> 'published');

create function public.note_import() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  new.updated_at := now();
  if new.state = 'stored' and old.state <> 'stored' then
    insert into public.audit_log (user_id, kind, detail)
    values (new.user_id, 'imported', jsonb_build_object(
      'account_id', new.account_id, 'import_id', new.id, 'rows_new', new.rows_new,
      'rows_completed', new.rows_completed));
  end if;
  return new;
end
$$;
comment on function public.note_import is 'Keep updated_at, and write down that a file was stored.';
revoke all on function public.note_import from public, anon, authenticated, service_role;

create trigger note_import before update on public.imports
  for each row execute function public.note_import();
