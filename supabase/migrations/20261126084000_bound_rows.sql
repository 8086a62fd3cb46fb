-- What a user may store without our importer must not break their own pages: its bounds hold here as well.
alter table public.transactions
  drop constraint transactions_executed_at_check,
  add constraint transactions_executed_at_check
    check (executed_at >= '1990-01-01 00:00:00+00' and executed_at < '2100-01-01 00:00:00+00'),
  add constraint transactions_expires_on_check check (expires_on >= '1970-01-01' and expires_on < '2200-01-01'),
  add constraint transactions_raw_texts_check check (
    layout = 'api' or not jsonb_path_exists(raw, 'strict $.* ? (@.type() != "string")'));
alter table public.imports
  add constraint imports_span_check check (
    first_at >= '1990-01-01 00:00:00+00' and last_at >= '1990-01-01 00:00:00+00'
    and first_at < '2100-01-01 00:00:00+00' and last_at < '2100-01-01 00:00:00+00'),
  add constraint imports_error_texts_check check (
    error is null or (
      coalesce(jsonb_typeof(error -> 'code'), '') = 'string' and coalesce(jsonb_typeof(error -> 'message'), '') = 'string'
      and coalesce(jsonb_typeof(error -> 'line'), 'null') in ('number', 'null')
      and coalesce(jsonb_typeof(error -> 'column'), 'null') in ('string', 'number', 'null')));
